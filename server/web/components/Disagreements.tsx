import type { DisagreementView } from '../../../shared/contracts/views/country.ts';
import { incidenceOf } from '../incidence.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice } from './blocks.tsx';

/** A2: where the authority's figure, which measures, and our own count say different colours. */
export function Disagreements({
  page: { text, format, urls },
  disagreements,
}: {
  page: PageContext;
  disagreements: readonly DisagreementView[];
}) {
  if (disagreements.length === 0) return null;
  return (
    <Notice look="info">
      <p class="alert-heading">{text.releases.disagreementsHeading}</p>
      <p>{text.releases.disagreementsLead}</p>
      <details class="fold">
        <summary>{text.releases.disagreementsCount(disagreements.length)}</summary>
        <ul>
          {disagreements.map(({ code, name, published, publishedColour, colour, ...ours }) => (
            <li key={code}>
              <a href={urls.municipality(code)}>{name}</a>:{' '}
              {text.releases.disagreement(
                format.decimal(published),
                text.colours[publishedColour],
                format.decimal(incidenceOf(ours)),
                text.colours[colour],
              )}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}
