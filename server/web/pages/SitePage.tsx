import type { SiteView, WindowView } from '../../../shared/contracts/views/site.ts';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { NotYet, Section, TableBox } from '../components/blocks.tsx';
import { Contacts } from '../components/Contacts.tsx';
import { Layout } from '../components/Layout.tsx';
import { LeftBehind } from '../components/LeftBehind.tsx';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: SiteView;
}

export function SitePage({ page, view }: Props) {
  const { text, urls } = page;
  return (
    <Layout
      page={page}
      title={view.name}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(view.municipality.name),
          href: urls.municipality(view.municipality.code),
        },
      ]}
    >
      <div class="page-head">
        <h1>{view.name}</h1>
        <p class="quiet">{text.municipality.kinds[view.kind]}</p>
      </div>
      <LeftBehind page={page} stops={view.leftBehind} />
      <Section id="sessions" heading={text.sites.sessions}>
        <Sessions page={page} view={view} />
      </Section>
      <div class="two-columns">
        <Section id="about" heading={text.sites.about}>
          <About page={page} view={view} />
        </Section>
        <Section id="windows" heading={text.sites.windows}>
          <Windows page={page} windows={view.windows} />
          <FixedWeekdays page={page} view={view} />
        </Section>
      </div>
      <Section id="contacts" heading={text.municipality.contacts}>
        <Contacts page={page} contacts={view.contacts} />
      </Section>
    </Layout>
  );
}

function Sessions({ page, view }: Props) {
  const { text, format, urls } = page;
  if (view.sessions.length === 0) {
    return <NotYet heading={text.sites.noSessions}>{text.municipality.noRollText}</NotYet>;
  }
  return (
    <TableBox caption={text.sites.sessions} hideCaption>
      <thead>
        <tr>
          <th scope="col">{text.sites.day}</th>
          <th scope="col">{text.sites.when}</th>
          <th scope="col" class="number">
            {text.sites.people}
          </th>
          <th scope="col">{text.sites.state}</th>
        </tr>
      </thead>
      <tbody>
        {view.sessions.map((session) => (
          <tr key={session.id}>
            <th scope="row">
              <a href={urls.session(session.id)}>{format.longDay(session.date)}</a>
            </th>
            <td class="nowrap">{format.times(session.startMinute, session.endMinute)}</td>
            <td class="number">{format.count(session.people)}</td>
            <td>
              {session.provisional ? text.municipality.provisional : text.municipality.rollStates.published}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function About({ page: { text, format }, view }: Props) {
  const until = format.time(view.lastPickupMinute);
  const facts = [
    [text.sites.address, view.address ?? '–'],
    [text.sites.organisation, view.organisationName],
    [text.sites.pickupPoint, view.pickupPoint ?? text.sites.noPickupPoint],
    [
      text.sites.collectedBetween,
      view.pickupFromMinute === null
        ? text.sites.until(until)
        : format.times(view.pickupFromMinute, view.lastPickupMinute),
    ],
    [text.sites.minutesPerSwab, text.sites.minutes(format.count(view.minutesPerSwab))],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** P3. */
function FixedWeekdays({ page: { text, format, urls }, view }: Props) {
  const { fixedWeekdays: fixed } = view;
  const names = (days: readonly number[]) =>
    format.list(days.map((day) => text.rolls.weekdayNames[day] ?? ''));
  return (
    <>
      <h3>{text.rolls.weekdays}</h3>
      <p>
        {fixed
          ? text.rolls.weekdaysSince(names(fixed.weekdays), format.date(fixed.from))
          : text.rolls.weekdaysNone}
      </p>
      <p>
        <a class="button button-secondary button-small" href={urls.weekdays(view.id)}>
          {text.rolls.setWeekdays}
        </a>
      </p>
    </>
  );
}

const A_MONDAY = calendarDate('2020-08-31');

function Windows({ page, windows }: { page: PageContext; windows: readonly WindowView[] }) {
  const { text, format } = page;
  if (windows.length === 0) return <p>{text.sites.noWindows}</p>;
  const weekday = (day: number): CalendarDate => addDays(A_MONDAY, day);
  return (
    <TableBox caption={text.sites.windows} hideCaption compact>
      <thead>
        <tr>
          <th scope="col">{text.sites.when}</th>
          <th scope="col">{text.sites.room}</th>
          <th scope="col" class="number">
            {text.sites.lanes}
          </th>
          <th scope="col">{text.sites.weekdays}</th>
        </tr>
      </thead>
      <tbody>
        {windows.map((window) => (
          <tr key={window.name}>
            <th scope="row" class="nowrap">
              {format.times(window.fromMinute, window.toMinute)}
            </th>
            <td>{window.roomName}</td>
            <td class="number">{format.count(window.lanes)}</td>
            <td>{window.weekdays.map((day) => format.weekday(weekday(day))).join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
