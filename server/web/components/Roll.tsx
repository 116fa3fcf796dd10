import type {
  RollSessionView,
  RollView,
  UnplacedView,
} from '../../../shared/contracts/views/municipality.ts';
import { type IsoWeek, isoWeekOf } from '../../../shared/domain/calendar/isoWeek.ts';
import { unplacedSentences } from '../../../shared/text/unplaced.ts';
import type { PageContext } from '../pageContext.ts';
import { TableBox } from './blocks.tsx';

/** A test roll: its test days week by week, and everybody without a time with the reason. */
export function Roll({ page, roll, named }: { page: PageContext; roll: RollView; named: boolean }) {
  const { text, format } = page;
  const weeks = [...Map.groupBy(roll.sessions, ({ date }) => isoWeekOf(date))];
  const days = new Set(roll.sessions.map(({ siteId, date }) => `${siteId} ${date}`)).size;
  return (
    <article class="roll">
      {named && <h3>{text.municipality.rollOf(roll.organisationName)}</h3>}
      <p class="roll-head">
        <span class={`state-tag state-${roll.state}`}>{text.municipality.rollStates[roll.state]}</span>{' '}
        <strong>{text.municipality.rollPeriod(format.date(roll.from), format.date(roll.to))}</strong>
        {roll.publishedAt && ` · ${text.municipality.published(format.moment(roll.publishedAt))}`}
        {page.path !== page.urls.roll(roll.id) && (
          <>
            {' · '}
            <a href={page.urls.roll(roll.id)}>{text.rolls.open}</a>
          </>
        )}
      </p>
      <p>
        {text.municipality.rollSummary(
          format.count(roll.people),
          format.count(roll.sessions.length),
          format.count(days),
        )}
      </p>
      <WeekBars page={page} weeks={weeks} />
      {weeks.map(([week, sessions], i) => (
        <Week key={week} page={page} week={week} sessions={sessions} open={i === 0} />
      ))}
      <Unplaced page={page} unplaced={roll.unplaced} />
    </article>
  );
}

type Week = [IsoWeek, readonly RollSessionView[]];

const peopleIn = (sessions: readonly RollSessionView[]) =>
  sessions.reduce((sum, { people }) => sum + people, 0);

/** How evenly the weeks are filled, as bars with their numbers (R32, R33). */
function WeekBars({ page, weeks }: { page: PageContext; weeks: readonly Week[] }) {
  const { text, format } = page;
  const most = Math.max(1, ...weeks.map(([, sessions]) => peopleIn(sessions)));
  return (
    <ul class="week-bars nobullet-list">
      {weeks.map(([week, sessions]) => {
        const people = peopleIn(sessions);
        return (
          <li key={week}>
            <span class="week-name">{format.week(week)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect class="week-bar" width={(100 * people) / most} height="10" />
            </svg>
            <span class="number">{text.municipality.weekTotal(format.count(people))}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Week(props: {
  page: PageContext;
  week: IsoWeek;
  sessions: readonly RollSessionView[];
  open: boolean;
}) {
  const { page, week, sessions, open } = props;
  const { text, format, urls } = page;
  const name = format.week(week);
  return (
    <details class="fold" open={open}>
      <summary>{`${name}: ${text.municipality.weekTotal(format.count(peopleIn(sessions)))}`}</summary>
      <TableBox caption={`${text.municipality.roll}, ${name}`} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{text.municipality.testDay}</th>
            <th scope="col">{text.municipality.site}</th>
            <th scope="col">{text.municipality.time}</th>
            <th scope="col" class="number">
              {text.municipality.people}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <td class="nowrap">
                <a href={urls.session(session.id)}>{format.shortDay(session.date)}</a>
              </td>
              <th scope="row">
                <a href={urls.site(session.siteId)}>{session.siteName}</a>
              </th>
              <td class="nowrap">
                {format.times(session.startMinute, session.endMinute)}
                {session.provisional && ` (${text.municipality.provisional})`}
                {session.state === 'cancelled' && ` (${text.municipality.cancelled})`}
                {session.origin !== 'planner' && (
                  <span class="quiet"> · {text.planning.origins[session.origin]}</span>
                )}
              </td>
              <td class="number">{format.count(session.people)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </details>
  );
}

function Unplaced({ page, unplaced }: { page: PageContext; unplaced: readonly UnplacedView[] }) {
  const { text, format } = page;
  const limits: Readonly<Record<string, string>> = text.municipality.limits;
  const people = unplaced.reduce((sum, each) => sum + each.people, 0);
  return (
    <div class="unplaced">
      <h3>{text.municipality.unplaced}</h3>
      {people === 0 ? (
        <p>{text.municipality.noUnplaced}</p>
      ) : (
        <>
          <p>
            <strong>{text.municipality.unplacedCount(format.count(people))}</strong>
          </p>
          <ul class="cards nobullet-list">
            {unplaced.map((each) => (
              <li key={each.message} class="card-plain card-warning">
                <p>
                  <strong>
                    {format.count(each.people)} · {limits[each.limit] ?? each.limit}
                  </strong>{' '}
                  · {text.municipality.unplacedDue(format.date(each.due))}
                </p>
                <Reason page={page} unplaced={each} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** In the reader's language from the planner's facts; its own English words where the facts do not say enough. */
function Reason({ page, unplaced }: { page: PageContext; unplaced: UnplacedView }) {
  const said = unplacedSentences(page, unplaced);
  const language = said ? undefined : 'en';
  return (
    <>
      <p lang={language}>{said?.witness ?? unplaced.message}</p>
      <p>
        {page.text.municipality.fix}: <span lang={language}>{said?.fix ?? unplaced.fix}</span>
      </p>
    </>
  );
}
