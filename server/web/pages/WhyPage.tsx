import type { AlternativeView, WhyView } from '../../../shared/contracts/views/why.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: WhyView;
}

/** Why a session is on its day: every other day with its price, or with what forbids it. */
export function WhyPage({ page, view }: Props) {
  const { text, format, urls } = page;
  const { why } = text;
  const { municipality: code } = view;
  return (
    <Layout
      page={page}
      title={why.title}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(findMunicipality(code)?.name ?? code),
          href: urls.municipality(code),
        },
        { label: view.siteName, href: urls.site(view.siteId) },
        { label: format.shortDay(view.date), href: urls.session(view.id) },
      ]}
    >
      <div class="page-head">
        <h1>{why.title}</h1>
        <p class="font-lead">
          {`${view.siteName}, ${format.longDay(view.date)}, ${format.times(view.start, view.end)}, ${text.reasons.people(format.count(view.people))}`}
        </p>
      </div>
      <p class="block-lead">{answer(page, view)}</p>
      <p>{why.lead}</p>
      <TableBox caption={why.title} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{why.day}</th>
            <th scope="col" class="number">
              {why.price}
            </th>
            <th scope="col">{why.because}</th>
          </tr>
        </thead>
        <tbody>
          {view.alternatives.map((one) => (
            <tr key={one.date} class={one.change ? '' : 'quiet'}>
              <th scope="row" class="nowrap">
                {format.shortDay(one.date)}
              </th>
              <td class="number">{one.change ? signed(page, one.change.cost) : '–'}</td>
              <td>{one.change ? changes(page, one.change) : forbidden(page, one)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Layout>
  );
}

function answer({ text, format }: PageContext, { alternatives }: WhyView): string {
  const possible = alternatives.flatMap(({ date, change }) => (change ? [{ date, cost: change.cost }] : []));
  const impossible = format.count(alternatives.length - possible.length);
  const [best] = possible.toSorted((a, b) => a.cost - b.cost);
  if (!best) return text.why.onlyDay(impossible);
  const cheapest = format.shortDay(best.date);
  if (best.cost > 0) return text.why.bestDay(impossible, cheapest, format.decimal(best.cost));
  return text.why.equalDay(impossible, cheapest, format.decimal(Math.abs(best.cost)));
}

const signed = ({ format }: PageContext, value: number) => `${value > 0 ? '+' : ''}${format.decimal(value)}`;

function forbidden({ text, format }: PageContext, { broken }: AlternativeView): string {
  const { rules, people } = text.why;
  const said: Readonly<Record<string, string>> = rules;
  return format.list(
    broken.map(({ rule, times }) =>
      rule === 'duty' || rule === 'due' ? people[rule](format.count(times)) : (said[rule] ?? rule),
    ),
  );
}

/** Only what would be another figure. */
function changes(page: PageContext, change: NonNullable<AlternativeView['change']>): string {
  const { text, format } = page;
  const { goals } = text.why;
  const said = (Object.keys(goals) as (keyof typeof goals)[]).flatMap((goal) => {
    const value = Math.round(change[goal] * 100) / 100;
    return value === 0 ? [] : [`${goals[goal]} ${signed(page, value)}`];
  });
  return said.length === 0 ? text.why.same : format.list(said);
}
