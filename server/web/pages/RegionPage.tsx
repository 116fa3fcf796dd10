import type {
  LaboratoryLoad,
  RegionMunicipality,
  RegionView,
} from '../../../shared/contracts/views/region.ts';
import { isoWeekOf } from '../../../shared/domain/calendar/isoWeek.ts';
import type { DrawnChart } from '../charts/drawChart.ts';
import { levelShare } from '../charts/loadChart.ts';
import { NotYet, Section, TableBox } from '../components/blocks.tsx';
import { CarriedOverNote } from '../components/CarriedOver.tsx';
import { CapacityShortIn } from '../components/CapacityShort.tsx';
import { Chart } from '../components/Chart.tsx';
import { DecidedTag, MeasuredTag } from '../components/ColourTag.tsx';
import { Contacts } from '../components/Contacts.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: RegionView;
  /** One for each laboratory, in its order. */
  readonly charts: readonly DrawnChart[];
}

export function RegionPage({ page, view, charts }: Props) {
  const { text, urls } = page;
  return (
    <Layout page={page} title={view.name} crumbs={[{ label: text.layout.country, href: urls.country() }]}>
      <div class="page-head">
        <h1>{view.name}</h1>
      </div>
      <CapacityShortIn page={page} municipalities={view.municipalities} />
      <Section id="load" heading={text.region.load}>
        {view.laboratories.length === 0 && (
          <NotYet heading={text.region.noLoad}>{text.region.noLoadText}</NotYet>
        )}
        {view.laboratories.map((laboratory, i) => (
          <Load key={laboratory.id} page={page} laboratory={laboratory} chart={charts[i]} />
        ))}
      </Section>
      <Pickups page={page} view={view} />
      <Quotas page={page} view={view} />
      <Section id="contacts" heading={text.municipality.contacts}>
        <Contacts page={page} contacts={view.contacts} />
        <p>
          <a href={urls.directory(view.code)}>{text.directory.open}</a>
        </p>
      </Section>
    </Layout>
  );
}

function Load(props: { page: PageContext; laboratory: LaboratoryLoad; chart: DrawnChart | undefined }) {
  const { page, laboratory, chart } = props;
  const { text, format } = page;
  const { days, name } = laboratory;
  const first = days[0];
  if (!chart || !first) return null;
  const shareOf = (day: (typeof days)[number]) => (day.capacity === 0 ? 0 : day.planned / day.capacity);
  const busiest = days.reduce((a, b) => (shareOf(b) > shareOf(a) ? b : a), first);
  const words = text.region.loadText(
    name,
    format.count(days.reduce((sum, { planned }) => sum + planned, 0)),
    format.count(busiest.planned),
    format.shortDay(busiest.date),
    format.percent(shareOf(busiest)),
  );
  return (
    <>
      <h3>{name}</h3>
      <Chart chart={chart} words={words} showTable={text.municipality.showTable}>
        <TableBox caption={`${text.region.load}, ${name}`} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{text.region.day}</th>
              <th scope="col" class="number">
                {text.region.planned}
              </th>
              <th scope="col" class="number">
                {text.region.capacity}
              </th>
              <th scope="col" class="number">
                {text.region.share}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date}>
                <th scope="row" class="nowrap">
                  {format.shortDay(day.date)}
                </th>
                <td class="number">{format.count(day.planned)}</td>
                <td class="number">{format.count(day.capacity)}</td>
                <td class="number">{day.capacity === 0 ? '–' : format.percent(shareOf(day))}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      </Chart>
      <Weeks page={page} laboratory={laboratory} />
    </>
  );
}

/** Even per week is the duty (A11): each week beside the mean. */
function Weeks({ page, laboratory: { name, days } }: { page: PageContext; laboratory: LaboratoryLoad }) {
  const { text, format } = page;
  const mean = levelShare(days);
  const weeks = [...Map.groupBy(days, ({ date }) => isoWeekOf(date))].map(([week, own]) => ({
    week,
    planned: own.reduce((sum, day) => sum + day.planned, 0),
    capacity: own.reduce((sum, day) => sum + day.capacity, 0),
  }));
  return (
    <TableBox caption={`${text.region.weeks}, ${name}`} compact>
      <thead>
        <tr>
          <th scope="col">{text.region.week}</th>
          <th scope="col" class="number">
            {text.region.samples}
          </th>
          <th scope="col" class="number">
            {text.region.capacity}
          </th>
          <th scope="col" class="number">
            {text.region.share}
          </th>
          <th scope="col" class="number">
            {text.region.weekMean}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ week, planned, capacity }) => (
          <tr key={week}>
            <th scope="row" class="nowrap">
              {format.week(week)}
            </th>
            <td class="number">{format.count(planned)}</td>
            <td class="number">{format.count(capacity)}</td>
            <td class="number">{capacity === 0 ? '–' : format.percent(planned / capacity)}</td>
            <td class="number">
              {capacity === 0 || mean === 0 ? '–' : format.percent(planned / capacity / mean)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Pickups({ page, view }: { page: PageContext; view: RegionView }) {
  const { text, format, urls } = page;
  return (
    <Section id="pickups" heading={text.region.pickups}>
      {view.pickups.length === 0 ? (
        <p>{text.region.noPickups}</p>
      ) : (
        <TableBox caption={text.region.pickups} hideCaption>
          <thead>
            <tr>
              <th scope="col">{text.region.day}</th>
              <th scope="col">{text.region.state}</th>
              <th scope="col" class="number">
                {text.region.routes}
              </th>
              <th scope="col" class="number">
                {text.region.stops}
              </th>
              <th scope="col" class="number">
                {text.region.samples}
              </th>
              <th scope="col" class="number">
                {text.region.km}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.pickups.map((day) => (
              <tr key={day.date}>
                <th scope="row">
                  <a href={urls.pickups({ regionCode: view.code, date: day.date })}>
                    {format.longDay(day.date)}
                  </a>
                </th>
                <td>{text.region.pickupStates[day.state]}</td>
                <td class="number">{format.count(day.routes)}</td>
                <td class="number">{format.count(day.stops)}</td>
                <td class="number">{format.count(day.samples)}</td>
                <td class="number">{format.oneDecimal(day.km)}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Section>
  );
}

function Quotas({ page, view }: { page: PageContext; view: RegionView }) {
  const { text, format, urls } = page;
  const { allotment, municipalities } = view;
  return (
    <Section id="quotas" heading={text.region.quotas} lead={text.region.quotasText}>
      {allotment ? (
        <p>
          <span class="state-tag">{text.region.allotmentStates[allotment.state]}</span>{' '}
          <strong>{text.region.allotment(format.date(allotment.from), format.date(allotment.to))}</strong>
        </p>
      ) : (
        <p>{text.region.noQuotas}</p>
      )}
      <p>
        <a class="button button-secondary button-small" href={urls.testDays({ region: view.code })}>
          {text.testDays.open}
        </a>
      </p>
      <TableBox caption={text.region.municipalities} hideCaption>
        <thead>
          <tr>
            <th scope="col">{text.country.municipality}</th>
            <th scope="col">{text.country.measured}</th>
            <th scope="col">{text.country.decided}</th>
            <th scope="col" class="number">
              {text.region.quota}
            </th>
            <th scope="col" class="number">
              {text.region.largestDay}
            </th>
            <th scope="col">{text.region.testDays}</th>
            <th scope="col" class="number">
              {text.region.sessions}
            </th>
            <th scope="col" class="number">
              {text.region.people}
            </th>
            <th scope="col" class="number">
              {text.region.unplaced}
            </th>
          </tr>
        </thead>
        <tbody>
          {municipalities.map((each) => (
            <MunicipalityRow key={each.code} page={page} municipality={each} />
          ))}
        </tbody>
        <tfoot>
          <Totals page={page} municipalities={municipalities} />
        </tfoot>
      </TableBox>
    </Section>
  );
}

function MunicipalityRow({ page, municipality }: { page: PageContext; municipality: RegionMunicipality }) {
  const { text, format, urls } = page;
  const count = (value: number | null) => (value === null ? '–' : format.count(value));
  return (
    <tr>
      <th scope="row">
        <a href={urls.municipality(municipality.code)}>{municipality.name}</a>
      </th>
      <td>
        <MeasuredTag text={text} colour={municipality.measured?.colour ?? null} />
      </td>
      <td>
        <DecidedTag text={text} decided={municipality.decided} />
        <CarriedOverNote page={page} since={municipality.carriedOverSince} />
      </td>
      <td class="number">{count(municipality.quota)}</td>
      <td class="number">{count(municipality.largestDay)}</td>
      <td class="nowrap">
        {municipality.testDays === 0
          ? '–'
          : text.region.agreedOf(count(municipality.agreedTestDays), count(municipality.testDays))}
      </td>
      <td class="number">{count(municipality.sessions)}</td>
      <td class="number">{count(municipality.people)}</td>
      <td class="number">{count(municipality.unplaced)}</td>
    </tr>
  );
}

function Totals({
  page,
  municipalities,
}: {
  page: PageContext;
  municipalities: RegionView['municipalities'];
}) {
  const { text, format } = page;
  const total = (of: (each: RegionMunicipality) => number) =>
    format.count(municipalities.reduce((sum, each) => sum + of(each), 0));
  return (
    <tr>
      <th scope="row" colSpan={3}>
        {text.region.total}
      </th>
      <td class="number">{total(({ quota }) => quota ?? 0)}</td>
      <td />
      <td class="nowrap">
        {text.region.agreedOf(
          total(({ agreedTestDays }) => agreedTestDays),
          total(({ testDays }) => testDays),
        )}
      </td>
      <td class="number">{total(({ sessions }) => sessions)}</td>
      <td class="number">{total(({ people }) => people)}</td>
      <td class="number">{total(({ unplaced }) => unplaced)}</td>
    </tr>
  );
}
