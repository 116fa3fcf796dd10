import type { KitOutlook, SiteKits } from '../../../shared/contracts/views/kits.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { NotYet, Notice, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

interface KitsView extends KitOutlook {
  readonly region: { readonly code: string; readonly name: string };
  /** Null: the whole region. */
  readonly municipality: { readonly code: string; readonly name: string } | null;
}

interface Props {
  readonly page: PageContext;
  readonly view: KitsView;
}

const nameOf = (code: string) => findMunicipality(code)?.name ?? code;

/** R46: what every site has of kits, day by day, and what a session would lack. */
export function KitsPage({ page, view }: Props) {
  const { text, urls } = page;
  const { lists } = text;
  const title = lists.kitsTitle(view.municipality?.name ?? view.region.name);
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[
        { label: view.region.name, href: urls.region(view.region.code) },
        ...(view.municipality
          ? [
              {
                label: text.municipality.title(view.municipality.name),
                href: urls.municipality(view.municipality.code),
              },
            ]
          : []),
      ]}
    >
      <h1>{title}</h1>
      <p class="font-lead">{lists.kitsLead}</p>
      {view.sites.length === 0 ? (
        <NotYet heading={title}>{lists.kitsNone}</NotYet>
      ) : (
        <>
          <Shortages page={page} view={view} />
          {[...Map.groupBy(view.sites, ({ municipality }) => municipality)]
            .sort(([a], [b]) => nameOf(a).localeCompare(nameOf(b), 'da'))
            .map(([code, sites]) => (
              <Section key={code} id={`kits-${code}`} heading={nameOf(code)}>
                <Balances page={page} sites={sites} caption={nameOf(code)} />
              </Section>
            ))}
        </>
      )}
    </Layout>
  );
}

function Shortages({ page: { text, format, urls }, view }: Props) {
  const { lists } = text;
  const short = view.sites.flatMap((site) => site.shortages.map((shortage) => ({ site, shortage })));
  if (short.length === 0) return <p>{lists.noShortages}</p>;
  return (
    <Section id="shortages" heading={lists.shortages}>
      {short.map(({ site, shortage: { session, date, start, missing, mend } }) => (
        <Notice key={session} look="warning">
          <p class="alert-heading">
            <a href={urls.session(session)}>
              {lists.shortage(
                site.name,
                `${format.shortDay(date)} ${format.time(start)}`,
                format.count(missing),
              )}
            </a>
          </p>
          <p class="alert-text">
            {mend
              ? lists.mend(format.shortDay(mend.date), format.count(missing))
              : lists.mendTooLate(format.count(missing))}
          </p>
        </Notice>
      ))}
    </Section>
  );
}

function Balances({
  page,
  sites,
  caption,
}: {
  page: PageContext;
  sites: readonly SiteKits[];
  caption: string;
}) {
  const { text, format, urls } = page;
  const dates = [...new Set(sites.flatMap(({ days }) => days.map(({ date }) => date)))].sort();
  return (
    <TableBox caption={caption} hideCaption compact>
      <thead>
        <tr>
          <th scope="col">{text.lists.site}</th>
          <th scope="col" class="number">
            {text.lists.kitsNow}
          </th>
          {dates.map((date) => (
            <th key={date} scope="col" class="number nowrap">
              {format.shortDay(date)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr key={site.site}>
            <th scope="row">
              <a href={urls.site(site.site)}>{site.name}</a>
            </th>
            <td class="number">{format.count(site.stock)}</td>
            {dates.map((date) => (
              <Day key={date} page={page} site={site} date={date} />
            ))}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** What came and what went, and what is left; nothing where nothing happened. */
function Day({
  page: { text, format },
  site,
  date,
}: {
  page: PageContext;
  site: SiteKits;
  date: CalendarDate;
}) {
  const day = site.days.find((each) => each.date === date);
  if (!day) return <td />;
  const moves = [
    ...(day.brought > 0 ? [text.lists.kitsMoves.in(format.count(day.brought))] : []),
    ...(day.used > 0 ? [text.lists.kitsMoves.out(format.count(day.used))] : []),
  ];
  return (
    <td class={day.balance < 0 ? 'number kits-short' : 'number'}>
      <strong>{format.count(day.balance)}</strong>
      <br />
      <span class="quiet nowrap">{moves.join(' ')}</span>
    </td>
  );
}
