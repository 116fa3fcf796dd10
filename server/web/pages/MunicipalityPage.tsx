import type { MunicipalityView, SiteSummary } from '../../../shared/contracts/views/municipality.ts';
import { daysDrawn } from '../charts/incidenceChart.ts';
import type { DrawnChart } from '../charts/drawChart.ts';
import { NotYet, Section, TableBox } from '../components/blocks.tsx';
import { CapacityShort } from '../components/CapacityShort.tsx';
import { CarriedOver } from '../components/CarriedOver.tsx';
import { Chart } from '../components/Chart.tsx';
import { ColourHistory } from '../components/ColourHistory.tsx';
import { Contacts } from '../components/Contacts.tsx';
import { Decisions } from '../components/Decisions.tsx';
import { FollowUps } from '../components/FollowUps.tsx';
import { Layout } from '../components/Layout.tsx';
import { LeftBehind } from '../components/LeftBehind.tsx';
import { NowCards } from '../components/NowCards.tsx';
import { ReadinessList } from '../components/ReadinessList.tsx';
import { Roll } from '../components/Roll.tsx';
import { incidenceOf } from '../incidence.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: MunicipalityView;
  readonly chart: DrawnChart | null;
}

export function MunicipalityPage({ page, view, chart }: Props) {
  const { text, format, urls } = page;
  const title = text.municipality.title(view.name);
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: view.region.name, href: urls.region(view.region.code) },
      ]}
    >
      <div class="page-head">
        <h1>{title}</h1>
        {view.population !== null && (
          <p class="quiet">{text.municipality.inhabitants(format.count(view.population))}</p>
        )}
      </div>
      <CarriedOver page={page} view={view} />
      <CapacityShort page={page} view={view} />
      <LeftBehind page={page} stops={view.leftBehind} />
      <NowCards page={page} view={view} />
      <p class="page-actions">
        <a class="button button-secondary" href={urls.followUp(view.code)}>
          {text.followUp.open}
        </a>
        <a class="button button-secondary" href={urls.decide(view.code)}>
          {text.followUp.decide}
        </a>
        {view.decided.colour === 'red' && (
          <a class="button button-secondary" href={urls.redStaff(view.code)}>
            {text.redStaff.open}
          </a>
        )}
        <a class="button button-secondary" href={urls.agreements(view.code)}>
          {text.agreements.crumb}
        </a>
        <a class="button button-secondary" href={urls.municipalityKits(view.code)}>
          {text.lists.kitsCrumb}
        </a>
      </p>
      <Section id="curve" heading={text.municipality.curve}>
        <Curve page={page} view={view} chart={chart} />
      </Section>
      {view.curve.length > 0 && (
        <Section id="history" heading={text.municipality.history}>
          <ColourHistory page={page} days={view.history} />
        </Section>
      )}
      <div class="two-columns">
        <FollowUps page={page} followUps={view.followUps} />
        <Decisions page={page} decisions={view.decisions} />
      </div>
      <Section id="roll" heading={text.municipality.roll}>
        {view.rolls.length === 0 && (
          <NotYet heading={text.municipality.noRoll}>{text.municipality.noRollText}</NotYet>
        )}
        <p>
          <a class="button button-secondary button-small" href={urls.planRoll(view.code)}>
            {text.planning.plan}
          </a>{' '}
          <a
            class="button button-secondary button-small"
            href={urls.testDays({ region: view.region.code, municipality: view.code })}
          >
            {text.testDays.open}
          </a>
        </p>
        {view.rolls.map((roll) => (
          <Roll key={roll.id} page={page} roll={roll} named={view.rolls.length > 1} />
        ))}
      </Section>
      <ReadinessList page={page} view={view} />
      <Section id="sites" heading={text.municipality.sites}>
        <Sites page={page} sites={view.sites} />
      </Section>
      <Section id="contacts" heading={text.municipality.contacts}>
        <Contacts page={page} contacts={view.contacts} />
        <p>
          <a href={urls.directory(view.code)}>{text.directory.open}</a>
        </p>
      </Section>
    </Layout>
  );
}

function Curve({ page, view, chart }: Props) {
  const { text, format } = page;
  const days = daysDrawn(view);
  const measured = new Map(view.curve.map((point) => [point.date, point]));
  const [first, last] = [days[0], days.at(-1)];
  if (!chart || !first || !last) return <p>{text.municipality.curveEmpty}</p>;
  const top = days.reduce((a, b) => (incidenceOf(b) > incidenceOf(a) ? b : a), first);
  const words = text.municipality.curveText(
    format.date(first.date),
    format.date(last.date),
    format.decimal(incidenceOf(top)),
    format.date(top.date),
  );
  return (
    <Chart chart={chart} words={words} showTable={text.municipality.showTable}>
      <TableBox caption={text.municipality.curve} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{text.municipality.day}</th>
            <th scope="col" class="number">
              {text.municipality.cases}
            </th>
            <th scope="col" class="number">
              {text.municipality.knownNow}
            </th>
            <th scope="col" class="number">
              {text.municipality.knownThen}
            </th>
            <th scope="col">{text.colours.measured}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => {
            const then = measured.get(day.date);
            return (
              <tr key={day.date}>
                <th scope="row">{format.date(day.date)}</th>
                <td class="number">{day.cases === null ? '–' : format.count(day.cases)}</td>
                <td class="number">{format.decimal(incidenceOf(day))}</td>
                <td class="number">
                  {then ? format.decimal(incidenceOf(then)) : '–'}
                  {typeof then?.published === 'number' && (
                    <span class="quiet"> {text.municipality.asPublished}</span>
                  )}
                </td>
                <td>{then ? text.colours[then.measured] : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </TableBox>
    </Chart>
  );
}

function Sites({ page, sites }: { page: PageContext; sites: readonly SiteSummary[] }) {
  const { text, format, urls } = page;
  if (sites.length === 0) return <p>{text.municipality.noSites}</p>;
  return (
    <TableBox caption={text.municipality.sites} hideCaption>
      <thead>
        <tr>
          <th scope="col">{text.municipality.site}</th>
          <th scope="col">{text.municipality.kind}</th>
          <th scope="col">{text.municipality.organisation}</th>
          <th scope="col" class="number">
            {text.municipality.testDays}
          </th>
          <th scope="col" class="number">
            {text.municipality.people}
          </th>
          <th scope="col">{text.municipality.nextTestDay}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr key={site.id}>
            <th scope="row">
              <a href={urls.site(site.id)}>{site.name}</a>
            </th>
            <td>{text.municipality.kinds[site.kind]}</td>
            <td>{site.organisationName}</td>
            <td class="number">{format.count(site.testDays)}</td>
            <td class="number">{format.count(site.people)}</td>
            <td>{site.nextDate ? format.shortDay(site.nextDate) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
