import { z } from 'zod';
import type { ListChangeView, PickupPlanView, PickupsView } from '../../../shared/contracts/views/pickups.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice, Section, TableBox } from './blocks.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: PickupsView;
  readonly plan: PickupPlanView;
}

const FILES = ['pdf', 'csv', 'geojson', 'gpx'] as const;

/** The list as files, and the way to change it. */
export function ListActions({ page: { text, urls }, view, plan }: Props) {
  return (
    <div class="list-actions no-print">
      <p>
        <a
          class="button button-primary"
          href={urls.changeList({ regionCode: view.region.code, date: view.date })}
        >
          {text.lists.change}
        </a>
      </p>
      <p>
        {text.lists.files}:{' '}
        {FILES.map((format, i) => (
          <>
            {i > 0 && ' · '}
            <a href={urls.listFile({ planId: plan.id, format })} download>
              {text.lists.fileNames[format]}
            </a>
          </>
        ))}
      </p>
      <p>
        <a href={urls.statement({ regionCode: view.region.code, month: view.date.slice(0, 7) })}>
          {text.lists.statement}
        </a>
        {' · '}
        <a href={urls.rounds({ regionCode: view.region.code, date: view.date })}>{text.lists.roundsCrumb}</a>
        {' · '}
        <a href={urls.regionKits(view.region.code)}>{text.lists.kitsCrumb}</a>
      </p>
    </div>
  );
}

/** R55: what the travel times stand on, where that is not what was asked for. R45: who else fetches. */
export function ListNotices({ page: { text, format, urls }, plan }: Omit<Props, 'view'>) {
  return (
    <>
      {plan.travel.fallback !== null && (
        <Notice look="warning">
          <p class="alert-text">{text.lists.travelFallback(plan.travel.fallback)}</p>
        </Notice>
      )}
      {plan.broughtByOthers.length > 0 && (
        <Section id="others" heading={text.lists.broughtByOthers}>
          <ul>
            {plan.broughtByOthers.map(({ siteId, siteName, by, samples }) => (
              <li key={siteId}>
                <a href={urls.site(siteId)}>{text.lists.broughtBy[by](siteName, format.count(samples))}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** R56: what has changed since, when, by whom and by which telephone. */
export function ListLog({ page, plan }: Omit<Props, 'view'>) {
  const { text, format } = page;
  if (plan.changes.length === 0) return null;
  const kinds: Readonly<Record<string, string>> = text.lists.log;
  return (
    <div class="no-print">
      <Section id="changes" heading={text.lists.changes}>
        <TableBox caption={text.lists.changes} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{text.lists.when}</th>
              <th scope="col">{text.lists.what}</th>
              <th scope="col">{text.pickups.place}</th>
              <th scope="col">{text.lists.who}</th>
            </tr>
          </thead>
          <tbody>
            {plan.changes.map((change) => (
              <tr key={`${change.at.toISOString()} ${change.change} ${change.siteName ?? ''}`}>
                <td class="nowrap">{format.moment(change.at)}</td>
                <td>
                  <strong>{kinds[kindOf(change)] ?? change.change}</strong> {factsOf(page, change)}
                </td>
                <td>{change.siteName ?? ''}</td>
                <td>
                  {change.by}
                  {change.phone && `, ${text.lists.phoneUsed} ${change.phone}`}
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      </Section>
    </div>
  );
}

const place = z.object({ car: z.string(), arrival: z.number() });
const facts = z
  .object({
    from: place,
    to: place,
    car: z.string(),
    samples: z.number(),
    kits: z.number(),
    before: z.number(),
    after: z.number(),
    note: z.string(),
    sessions: z.array(z.string()),
    at: z.number(),
    position: z.number(),
  })
  .partial();

/** A stop that comes on with sessions of its own is what another day has left behind. */
function kindOf({ change, facts: given }: ListChangeView): string {
  const { sessions = [] } = facts.safeParse(given).data ?? {};
  return change === 'add' && sessions.length > 0 ? 'carried' : change;
}

function factsOf({ text: { lists }, format }: PageContext, { facts: given }: ListChangeView): string {
  const known = facts.safeParse(given).data;
  if (!known) return '';
  const at = ({ car, arrival }: z.output<typeof place>) => lists.carAt(car, format.time(arrival));
  if (known.from && known.to) return lists.movedFromTo(at(known.from), at(known.to));
  if (known.samples !== undefined)
    return lists.countsAre(format.count(known.samples), format.count(known.kits ?? 0));
  if (known.before !== undefined && known.after !== undefined)
    return lists.beforeAfter(format.count(known.before), format.count(known.after));
  const locked = [
    known.car,
    known.at === undefined ? undefined : lists.lockedAt(format.time(known.at)),
    known.position === undefined ? undefined : lists.lockedPlace(format.count(known.position)),
  ].filter((part) => part !== undefined);
  return known.note ?? locked.join(', ');
}
