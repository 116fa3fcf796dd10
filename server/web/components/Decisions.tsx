import type { DecisionFigure, DecisionView } from '../../../shared/contracts/views/municipality.ts';
import { incidenceOf } from '../incidence.ts';
import type { PageContext } from '../pageContext.ts';
import { partyName } from '../partyName.ts';
import { Section } from './blocks.tsx';
import { DecidedTag } from './ColourTag.tsx';

/** R7: every decision ever made, the latest first; none is edited. */
export function Decisions({ page, decisions }: { page: PageContext; decisions: readonly DecisionView[] }) {
  const { text } = page;
  return (
    <Section id="decisions" heading={text.municipality.decisions}>
      {decisions.length === 0 && <p>{text.municipality.noDecisions}</p>}
      <ol class="cards nobullet-list">
        {decisions.map((decision) => (
          <li key={decision.number} class="card-plain">
            <Decision page={page} decision={decision} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Decision({ page, decision }: { page: PageContext; decision: DecisionView }) {
  const { text, format } = page;
  const { municipality } = text;
  const suspended = decision.kind === 'suspension';
  const registered =
    decision.registeredBy === decision.onBehalfOf
      ? municipality.registeredBySelf(partyName(page, decision.registeredBy))
      : municipality.registeredBy(
          partyName(page, decision.registeredBy),
          partyName(page, decision.onBehalfOf),
        );
  const facts: (readonly [string, string | null])[] = [
    [municipality.reason, decision.reason],
    [municipality.ranking, decision.ranking.length > 0 ? format.list(decision.ranking) : null],
    [municipality.places, decision.places.length > 0 ? format.list(decision.places) : null],
    [municipality.decidedOn, format.longDay(decision.decidedOn)],
    [
      municipality.effectiveFrom,
      decision.effectiveFrom === decision.decidedOn ? null : format.longDay(decision.effectiveFrom),
    ],
    [municipality.firstTestWeek, decision.firstTestWeek && format.week(decision.firstTestWeek)],
    [
      municipality.interval,
      decision.intervalWeeks === null
        ? null
        : municipality.intervalWeeks(format.count(decision.intervalWeeks)),
    ],
    [municipality.review, decision.reviewOn && format.longDay(decision.reviewOn)],
    [municipality.effectiveTo, decision.effectiveTo && format.longDay(decision.effectiveTo)],
    [
      municipality.withdraws,
      decision.withdraws === null ? null : municipality.number(format.count(decision.withdraws)),
    ],
    [municipality.note, decision.note],
    [municipality.parties, format.list(decision.parties.map((party) => partyName(page, party)))],
    [municipality.registered, `${registered}, ${format.moment(decision.registeredAt)}`],
    [municipality.figureThen, decision.figure && figureThen(page, decision.figure)],
    [municipality.figureLater, decision.figure && figureLater(page, decision.figure)],
  ];
  return (
    <>
      <h3 id={`decision-${String(decision.number)}`}>
        {municipality.number(format.count(decision.number))}: {municipality.decisionKinds[decision.kind]}{' '}
        {decision.colour && (
          <DecidedTag
            text={text}
            decided={{ ...decision, colour: decision.colour, suspended, since: null }}
          />
        )}
      </h3>
      <StandingLine page={page} standing={decision.standing} />
      {toldOtherwise(decision.figure) && (
        <p>
          <strong>{municipality.toldOtherwise}</strong>
        </p>
      )}
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

/** Which decision says what holds, and what became of the others. */
function StandingLine({ page, standing }: { page: PageContext; standing: DecisionView['standing'] }) {
  const { text, format } = page;
  const { state, by } = standing;
  if (state === 'done') return null;
  const { standings, standingBy } = text.municipality;
  const words = by === null ? standings[state] : standingBy(standings[state], format.count(by));
  return <p class={state === 'inForce' ? 'standing' : 'quiet'}>{words}</p>;
}

function figureThen({ text, format }: PageContext, { known, releasedOn }: DecisionFigure): string {
  const incidence = text.country.incidencePer(format.decimal(incidenceOf(known)));
  return text.municipality.figure(text.colours[known.colour], incidence, format.date(releasedOn));
}

/** What later figures say of the same week; silent where they say the same. */
function figureLater({ text, format }: PageContext, { known, later }: DecisionFigure): string | null {
  if (later === null || (later.cases === known.cases && later.population === known.population)) return null;
  const incidence = text.country.incidencePer(format.decimal(incidenceOf(later)));
  return text.municipality.figure(text.colours[later.colour], incidence, format.date(later.releasedOn));
}

const toldOtherwise = (figure: DecisionFigure | null) =>
  figure?.later !== null && figure?.later !== undefined && figure.later.colour !== figure.known.colour;
