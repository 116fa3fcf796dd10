import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { NotYet, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

export interface StatementView {
  readonly rates: readonly {
    readonly operator: string;
    readonly from: CalendarDate;
    readonly hourlyRate: number;
    readonly kmRate: number;
  }[];
  readonly region: { readonly code: string; readonly name: string };
  readonly month: string;
  /** The months before and after. */
  readonly around: readonly string[];
  readonly rows: readonly {
    readonly municipality: string;
    readonly name: string;
    readonly stops: number;
    readonly samples: number;
    readonly kits: number;
    readonly km: number;
    readonly hours: number;
    readonly cost: number;
  }[];
}

type Row = StatementView['rows'][number];

/** R55: what was driven for each municipality in a month; data, no bill (R53). */
export function StatementPage({ page, view }: { page: PageContext; view: StatementView }) {
  const { text, urls } = page;
  const { lists } = text;
  const title = lists.statementTitle(page.format.month(view.month));
  const sum = (of: (row: Row) => number) => view.rows.reduce((total, row) => total + of(row), 0);
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[{ label: view.region.name, href: urls.region(view.region.code) }]}
    >
      <h1>{title}</h1>
      <p class="font-lead">{lists.statementLead}</p>
      <nav class="day-links no-print" aria-label={lists.otherMonths}>
        <ul class="nobullet-list">
          {view.around.map((month) => (
            <li key={month}>
              <a
                href={urls.statement({ regionCode: view.region.code, month })}
                aria-current={month === view.month ? 'page' : undefined}
              >
                {page.format.month(month)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {view.rows.length === 0 ? (
        <NotYet heading={lists.statement}>{lists.noStatement}</NotYet>
      ) : (
        <TableBox caption={title} hideCaption>
          <Heads page={page} />
          <tbody>
            {view.rows.map((row) => (
              <tr key={row.municipality}>
                <th scope="row">
                  <a href={urls.municipality(row.municipality)}>{row.name}</a>
                </th>
                <Numbers page={page} row={row} />
              </tr>
            ))}
            <tr>
              <th scope="row">{lists.total}</th>
              <Numbers
                page={page}
                row={{
                  stops: sum(({ stops }) => stops),
                  samples: sum(({ samples }) => samples),
                  kits: sum(({ kits }) => kits),
                  km: sum(({ km }) => km),
                  hours: sum(({ hours }) => hours),
                  cost: sum(({ cost }) => cost),
                }}
              />
            </tr>
          </tbody>
        </TableBox>
      )}
      {view.rows.length > 0 && <Rates page={page} rates={view.rates} />}
    </Layout>
  );
}

function Rates({ page: { text, format }, rates }: { page: PageContext; rates: StatementView['rates'] }) {
  const { lists } = text;
  const names: Readonly<Record<string, string>> = lists.operators;
  return (
    <Section id="rates" heading={lists.rates}>
      <ul>
        {rates.map(({ operator, from, hourlyRate, kmRate }) => (
          <li key={operator + from + String(hourlyRate) + String(kmRate)}>
            {names[operator] ?? operator},{' '}
            {lists.rateLine(format.date(from), format.decimal(hourlyRate), format.decimal(kmRate))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Heads({ page: { text } }: { page: PageContext }) {
  const { lists } = text;
  return (
    <thead>
      <tr>
        <th scope="col">{lists.municipality}</th>
        {[lists.stops, lists.samples, lists.kits, lists.km, lists.hours, lists.cost].map((head) => (
          <th key={head} scope="col" class="number">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Numbers({ page: { format }, row }: { page: PageContext; row: Omit<Row, 'municipality' | 'name'> }) {
  return (
    <>
      <td class="number">{format.count(row.stops)}</td>
      <td class="number">{format.count(row.samples)}</td>
      <td class="number">{format.count(row.kits)}</td>
      <td class="number">{format.oneDecimal(row.km)}</td>
      <td class="number">{format.oneDecimal(row.hours)}</td>
      <td class="number">{format.decimal(row.cost)}</td>
    </>
  );
}
