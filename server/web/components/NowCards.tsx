import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import { incidenceOf } from '../incidence.ts';
import type { PageContext } from '../pageContext.ts';
import { DecidedTag, MeasuredTag } from './ColourTag.tsx';

/** The two colours side by side: never one for the other. */
export function NowCards({ page, view }: { page: PageContext; view: MunicipalityView }) {
  const { text, format } = page;
  const { measured, decided, figures } = view;
  return (
    <dl class="now">
      <div class="now-card">
        <dt>{text.colours.measured}</dt>
        <dd>
          <MeasuredTag text={text} colour={measured?.colour ?? null} />
          {measured ? (
            <>
              <strong class="now-figure">
                {text.country.incidencePer(format.decimal(incidenceOf(measured)))}
              </strong>
              {measured.cases !== null && (
                <span>{text.municipality.casesLastWeek(format.count(measured.cases))}</span>
              )}
              {measured.published !== null && <span>{text.municipality.asPublished}</span>}
              <Control page={page} view={view} />
              {figures && (
                <span class="quiet">{text.country.figuresOf(format.date(figures.releasedOn))}</span>
              )}
            </>
          ) : (
            <span>{text.municipality.noFigures}</span>
          )}
        </dd>
      </div>
      <div class="now-card">
        <dt>{text.colours.decided}</dt>
        <dd>
          <DecidedTag text={text} decided={decided} />
          {decided.since && <span>{text.municipality.since(format.date(decided.since))}</span>}
          {decided.reviewOn && <span>{text.municipality.reviewOn(format.date(decided.reviewOn))}</span>}
          <TestWeeks page={page} weeks={view.testWeeks} />
        </dd>
      </div>
    </dl>
  );
}

/** A2: our own count beside the authority's figure, and whether the two say the same colour. */
function Control({ page, view }: { page: PageContext; view: MunicipalityView }) {
  const { text, format } = page;
  const { computed, measured } = view;
  if (!computed || !measured) return null;
  const words = text.municipality.computed(
    text.country.incidencePer(format.decimal(incidenceOf(computed))),
    computed.cases === null ? '–' : format.count(computed.cases),
    text.colours[computed.colour],
  );
  const same = computed.colour === measured.colour;
  return (
    <span>
      {words} {same ? text.municipality.computedAgrees : <strong>{text.municipality.computedDiffers}</strong>}
    </span>
  );
}

/** R24: the red weeks to come, as they stand today. */
function TestWeeks({ page, weeks }: { page: PageContext; weeks: MunicipalityView['testWeeks'] }) {
  const { text, format } = page;
  if (weeks.length === 0) return null;
  const states = text.decide.testWeekStates;
  const said = weeks.map(({ week, state }) => `${format.week(week)} (${states[state]})`);
  return (
    <span>
      {text.decide.testWeeks}: {format.list(said)}
    </span>
  );
}
