import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import type { ReadyItem } from '../../../shared/domain/planning/readiness.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice, Section } from './blocks.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: MunicipalityView;
}

/** R48, R54: what is ready and known before a first roll. It warns; nothing waits for it. */
export function ReadinessList({ page, view }: Props) {
  const { text, format } = page;
  const { readiness } = text;
  const { items, facts, unknown } = view.readiness;
  const missing = items.filter(({ doneOn }) => doneOn === null).length;
  const held = facts.trainingHeldOn;
  const lines = {
    numbers: readiness.numbers(format.count(facts.expected), format.count(facts.sitesWithoutNumbers)),
    training: readiness.training(
      format.count(facts.traineesAgreed),
      format.count(facts.trainees),
      held === null ? null : format.longDay(held),
    ),
    'test-days': readiness.testDays(format.count(facts.testDaysAgreed), format.count(facts.testDays)),
    'pickup-places': readiness.pickupPlaces,
  };
  return (
    <Section id="readiness" heading={readiness.heading} lead={readiness.lead}>
      {missing + unknown.length > 0 && (
        <Notice look="warning">
          {missing > 0 && <p class="alert-text">{readiness.missing(missing)}</p>}
          {unknown.map((fact) => (
            <p key={fact} class="alert-text">
              {lines[fact]}
            </p>
          ))}
        </Notice>
      )}
      <ul class="nobullet-list">
        {items.map((item) => (
          <Item key={item.item} page={page} code={view.code} item={item} />
        ))}
      </ul>
    </Section>
  );
}

function Item({
  page,
  code,
  item: { item, doneOn },
}: Pick<Props, 'page'> & { code: string; item: ReadyItem }) {
  const { text, format, urls } = page;
  const { readiness } = text;
  const name = readiness.items[item];
  return (
    <li>
      <form method="post" action={urls.markReady(code, item)} class="form-actions">
        <span>
          <strong>{name}</strong>:{' '}
          {doneOn === null ? readiness.notReady : readiness.readySince(format.longDay(doneOn))}
        </span>
        <input type="hidden" name="ready" value={doneOn === null ? 'yes' : 'no'} />
        <button
          class="button button-secondary button-small"
          aria-label={doneOn === null ? readiness.mark(name) : readiness.unmark(name)}
        >
          {doneOn === null ? readiness.markShort : readiness.unmarkShort}
        </button>
      </form>
    </li>
  );
}
