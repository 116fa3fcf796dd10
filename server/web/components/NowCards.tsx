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
        </dd>
      </div>
    </dl>
  );
}
