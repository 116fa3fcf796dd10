import type { RedDemand } from '../../../shared/domain/planning/redDemand.ts';
import type { PageContext } from '../pageContext.ts';
import { TableBox, Tile } from './blocks.tsx';

/** What a red test week asks for: people, test days, kits, and the laboratory's load (R7, R50). */
export function Demand({ page: { text, format }, demand }: { page: PageContext; demand: RedDemand }) {
  const { decide } = text;
  const { people, withoutSite, sites, testDays, kits, laboratories } = demand;
  const note = withoutSite > 0 ? { note: decide.peopleWithoutSite(format.count(withoutSite)) } : {};
  return (
    <>
      <ul class="tiles nobullet-list">
        <Tile value={format.count(people)} label={decide.people} {...note} />
        <Tile value={format.count(sites)} label={decide.sitesUsed} />
        <Tile value={format.count(testDays)} label={decide.testDays} />
        <Tile value={format.count(kits)} label={decide.kits} />
      </ul>
      {laboratories.length > 0 && (
        <TableBox caption={decide.laboratory} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{decide.laboratory}</th>
              <th scope="col" class="number">
                {decide.samples}
              </th>
              <th scope="col" class="number">
                {decide.others}
              </th>
              <th scope="col" class="number">
                {decide.capacity}
              </th>
            </tr>
          </thead>
          <tbody>
            {laboratories.map(({ name, samples, others, capacity }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {samples + others > capacity && <strong> ({decide.over})</strong>}
                </th>
                <td class="number">{format.count(samples)}</td>
                <td class="number">{format.count(others)}</td>
                <td class="number">{format.count(capacity)}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </>
  );
}
