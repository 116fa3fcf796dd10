import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
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
