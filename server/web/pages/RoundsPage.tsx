import type { RoundsComparison } from '../../../shared/contracts/views/rounds.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { NotYet, Notice, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

interface RoundsView extends RoundsComparison {
  readonly region: { readonly code: string; readonly name: string };
  readonly date: CalendarDate;
}

interface Props {
  readonly page: PageContext;
  readonly view: RoundsView;
}

/** P10: what the couriers' rounds of the day could take along, and what that would save. */
export function RoundsPage({ page, view }: Props) {
  const { text, format, urls } = page;
  const { lists } = text;
  const at = { regionCode: view.region.code, date: view.date };
  const title = lists.roundsTitle(format.longDay(view.date));
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[
        { label: view.region.name, href: urls.region(view.region.code) },
        { label: text.pickups.heading(format.shortDay(view.date)), href: urls.pickups(at) },
      ]}
    >
      <h1>{title}</h1>
      <p class="font-lead">{lists.roundsLead}</p>
      {view.rounds.length === 0 ? (
        <NotYet heading={lists.noRounds}>{lists.noRoundsText}</NotYet>
      ) : (
        <>
          <Compared page={page} view={view} />
          {view.rounds.map((round) => (
            <OneRound key={round.name} page={page} round={round} />
          ))}
        </>
      )}
    </Layout>
  );
}

function Compared({ page: { text, format }, view: { list, beside } }: Props) {
  const { lists } = text;
  const rows = [
    [lists.listAlone, list],
    [lists.listBeside, beside],
  ] as const;
  const kroner = (value: number) => format.count(Math.round(value));
  const saved = list.cost - beside.cost;
  return (
    <Section id="compared" heading={lists.compared}>
      <TableBox caption={lists.compared} hideCaption compact>
        <thead>
          <tr>
            <td />
            {[lists.stops, lists.km, lists.hours, lists.cost].map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, sum]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{format.count(sum.stops)}</td>
              <td class="number">{format.oneDecimal(sum.km)}</td>
              <td class="number">{format.oneDecimal(sum.hours)}</td>
              <td class="number">{kroner(sum.cost)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <p>{saved > 0 ? lists.roundsSave(kroner(saved)) : lists.roundsSaveNothing}</p>
    </Section>
  );
}

function OneRound({ page, round }: { page: PageContext; round: RoundsComparison['rounds'][number] }) {
  const { text, format, urls } = page;
  const { lists } = text;
  const id = round.name.replaceAll(/\W+/g, '-');
  return (
    <Section id={`round-${id}`} heading={round.name}>
      <p>
        {format.times(round.from, round.to)} ·{' '}
        {lists.roundSum(
          format.oneDecimal(round.km),
          format.oneDecimal(round.hours),
          format.count(Math.round(round.cost)),
        )}
        {' · '}
        {round.car === null ? lists.roundByOthers : lists.roundBy(round.car)}
      </p>
      {round.tight.map(({ from, to, minutes, given }) => (
        <Notice key={from + to} look="warning">
          <p class="alert-text">{lists.tight(from, to, format.count(minutes), format.count(given))}</p>
        </Notice>
      ))}
      {round.rides.length === 0 ? (
        <p>{lists.passesNobody}</p>
      ) : (
        <TableBox caption={round.name} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{lists.site}</th>
              <th scope="col" class="number">
                {lists.samples}
              </th>
              <th scope="col">{lists.ridesAlong}</th>
            </tr>
          </thead>
          <tbody>
            {round.rides.map(({ site, name, samples, why }) => (
              <tr key={site}>
                <th scope="row">
                  <a href={urls.site(site)}>{name}</a>
                </th>
                <td class="number">{format.count(samples)}</td>
                <td>{why === null ? lists.rideYes : lists.rideNo[why]}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Section>
  );
}
