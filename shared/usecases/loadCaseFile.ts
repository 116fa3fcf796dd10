import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { listContacts, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listPendingReviews } from '../../db/queries/reviews.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import { decidedView } from '../../db/queries/views/decidedStates.ts';
import { figuresView } from '../../db/queries/views/country.ts';
import { listFollowUps } from '../../db/queries/views/followUps.ts';
import { findMeasured, listTestWeeks } from '../../db/queries/views/municipality.ts';
import { listContactsOf } from '../../db/queries/views/contacts.ts';
import type { Clock } from '../clock.ts';
import type { CaseFile } from '../contracts/views/caseFile.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { regionOf } from '../domain/geography/regions.ts';
import { DomainProblem } from '../domain/problem.ts';
import { decidedStateOn } from '../domain/status/decidedColour.ts';
import { standingDecisions, WHOLE } from '../domain/status/decision.ts';
import { flowStateIn } from '../domain/status/effect.ts';
import { suggestionFor } from '../domain/status/followUp.ts';
import { suggestedFirstTestWeek } from '../domain/status/redFlow.ts';
import { loadRedDemand } from './planning/loadRedDemand.ts';
import { rulesOf } from './rulesOf.ts';

/** R4, R5, R12: what stands about a municipality today, what is suggested, and what red would ask for. */
export async function loadCaseFile(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, municipality }: { actor: Actor; municipality: MunicipalityCode },
): Promise<CaseFile> {
  const found = findMunicipality(municipality);
  if (!found) throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  const today = wallClock(clock.now()).date;
  const region = regionOf(found, today);
  const known = await asTenant(db, actor, (transaction) =>
    loadKnown(transaction, { municipality, region, today }),
  );
  const { decisions, open, contacted, rules, figures, measured, places, review } = known;
  const { followUps, testWeeks, contacts } = known;
  const state = decidedStateOn(decisions, today);
  const week = suggestedFirstTestWeek({
    contactOn: open?.openedOn ?? today,
    decidedOn: today,
    planningWeeks: rules.planningWeeks,
  });
  const suggestion = suggestionFor({
    measured: measured?.colour,
    decided: state.colour,
    suspended: state.suspended,
    followUpOpen: open !== undefined,
    contacted,
  });
  const isDistrict = ({ kind }: { kind: string }) => kind === 'home-care-district';
  return {
    today,
    municipality: { code: municipality, name: found.name, region },
    measured: measured && figures ? { ...measured, releasedOn: figures.releasedOn } : null,
    decided: decidedView(state, review?.dueOn),
    testWeeks,
    flowState: flowStateIn({ decisions, followUp: open }, state),
    followUp: open ? { openedOn: open.openedOn, contacted } : null,
    suggestion,
    suggestedFirstTestWeek: week,
    thisWeek: isoWeekOf(today),
    reviewDueOn: review?.dueOn ?? null,
    redDemand: await loadRedDemand(db, { municipality, scope: WHOLE, week }),
    withdrawable: standingDecisions(decisions, today)
      .filter(({ kind }) => kind !== 'closing')
      .map(({ id, number, kind, colour, decidedOn }) => ({
        id,
        number,
        kind,
        colour: colour ?? null,
        decidedOn,
      }))
      .reverse(),
    contacts,
    followUps,
    areas: places.areas,
    sites: places.sites.filter((site) => !isDistrict(site)),
    districts: places.sites.filter(isDistrict),
    teams: places.teams,
  };
}

async function loadKnown(
  db: Db,
  {
    municipality,
    region,
    today,
  }: {
    readonly municipality: MunicipalityCode;
    readonly region: string;
    readonly today: CaseFile['today'];
  },
) {
  const decisions = await listDecisions(db, municipality);
  const at = { code: municipality, on: today };
  const open = (await listOpenFollowUps(db)).find((each) => each.municipality === municipality);
  const contacts = await listContacts(db, municipality);
  const reviews = await listPendingReviews(db);
  return {
    decisions,
    followUps: await listFollowUps(db, at),
    testWeeks: await listTestWeeks(db, { ...at, decisions }),
    contacts: {
      municipality: await listContactsOf(db, { municipalityCode: municipality }),
      region: await listContactsOf(db, { regionCode: region }),
      stps: await listContactsOf(db, { authority: 'stps' }),
    },
    open,
    contacted: open !== undefined && contacts.some(({ followUpId }) => followUpId === open.id),
    rules: await rulesOf(db, municipality, today),
    figures: await figuresView(db, today),
    measured: await findMeasured(db, at),
    places: await listScopePlaces(db, municipality),
    review: reviews.find((each) => each.municipality === municipality),
  };
}
