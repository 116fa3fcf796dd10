import type { ChangeView, ConcernedView } from '../../../shared/contracts/views/daySession.ts';
import type { PageContext } from '../pageContext.ts';

/** What was changed in a session, newest first, and who has been told. */
export function Changes({ page, changes }: { page: PageContext; changes: readonly ChangeView[] }) {
  const { text, format } = page;
  const { onTheDay } = text;
  if (changes.length === 0) return <p class="quiet">{onTheDay.noChanges}</p>;
  return (
    <ol class="cards nobullet-list">
      {changes.map((change) => (
        <li key={change.id} class="card-plain">
          <p>
            <strong>{onTheDay.kinds[change.kind]}</strong>{' '}
            <span class="quiet">{onTheDay.madeBy(format.moment(change.madeAt), change.madeBy)}</span>
          </p>
          {change.reason && <p>{change.reason}</p>}
          <ul class="nobullet-list">
            {change.concerned.map((one) => (
              <li key={one.id}>
                <Person page={page} one={one} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Person({ page, one }: { page: PageContext; one: ConcernedView }) {
  const { text, format } = page;
  const { onTheDay } = text;
  const places = one.people === 1 ? text.sites.oneAnonymous : text.sites.anonymous(format.count(one.people));
  return (
    <>
      <strong>{one.label ?? places}</strong>: <ChangeTimes page={page} one={one} />
      {one.label !== null && (
        <>
          {' · '}
          {one.toldAt ? (
            <span class="quiet">{onTheDay.toldAt(format.moment(one.toldAt))}</span>
          ) : (
            <em>{onTheDay.notTold}</em>
          )}
        </>
      )}
    </>
  );
}

/** Before and after, as the person has to hear it. */
export function ChangeTimes({ page: { text, format }, one }: { page: PageContext; one: ConcernedView }) {
  const { onTheDay } = text;
  const none = one.isSwabber ? onTheDay.noDuty : onTheDay.none;
  const said = (time: ConcernedView['before']) =>
    time ? onTheDay.time(format.shortDay(time.date), format.time(time.start), time.siteName) : none;
  return (
    <>
      {onTheDay.from(said(one.before))} → {onTheDay.to(said(one.after))}
    </>
  );
}

/** How many have not been told yet. */
export function untold(changes: readonly ChangeView[]): number {
  return changes.flatMap(({ concerned }) =>
    concerned.filter(({ toldAt, label }) => !toldAt && label !== null),
  ).length;
}
