import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import type { RegionMunicipality } from '../../../shared/contracts/views/region.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice } from './blocks.tsx';

/** R13: capacity is short and nobody has prioritised: kommune and region are asked for their decision. */
export function CapacityShort({ page, view }: { page: PageContext; view: MunicipalityView }) {
  const { text, format, urls } = page;
  if (view.unprioritised === 0) return null;
  return (
    <Notice look="warning">
      <p class="alert-text">
        {text.municipality.capacityShort(format.count(view.unprioritised))}{' '}
        <a href={`${urls.decide(view.code)}?outcome=prioritise`}>{text.country.prioritise}</a>
      </p>
    </Notice>
  );
}

/** The same for a region: one request, with each of its municipalities that waits for the decision. */
export function CapacityShortIn(props: { page: PageContext; municipalities: readonly RegionMunicipality[] }) {
  const { text, format, urls } = props.page;
  const short = props.municipalities.filter(({ unprioritised }) => unprioritised > 0);
  if (short.length === 0) return null;
  const people = short.reduce((sum, { unprioritised }) => sum + unprioritised, 0);
  return (
    <Notice look="warning">
      <p class="alert-text">{text.municipality.capacityShort(format.count(people))}</p>
      <ul>
        {short.map(({ code, name, unprioritised }) => (
          <li key={code}>
            <a href={`${urls.decide(code)}?outcome=prioritise`}>{`${text.country.prioritise}: ${name}`}</a> (
            {text.country.shortOf(format.count(unprioritised))})
          </li>
        ))}
      </ul>
    </Notice>
  );
}
