import type { FerryView } from '../../../shared/contracts/views/pickups.ts';
import type { PageContext } from '../pageContext.ts';

/** The ferries that a driver takes on the way, with the times of the day's timetable. */
export function Ferries({ page, ferries }: { page: PageContext; ferries: readonly FerryView[] }) {
  const { text, format } = page;
  return (
    <>
      {ferries.map(({ from, to, departs, arrives }) => (
        <p key={departs} class="ferry">
          {text.lists.ferry(format.time(departs), from, to, format.time(arrives))}
        </p>
      ))}
    </>
  );
}
