import { type Random, randomInt } from '../../search/random.ts';
import { refill } from './refill.ts';
import { appraise, type SiteWork } from './siteWork.ts';

/**
 * A visit to one site: it loses a day or two, or a session, and is filled again; what comes back cheaper, or not much
 * dearer, stays. What the other sites do and what days cost is looked up once for all the trials of a visit.
 */
export function visit(
  work: SiteWork,
  { trials, temperature, random }: { trials: number; temperature: number; random: Random },
): readonly number[] {
  const { site, state } = work;
  let now = appraise(work, state.open[site.index]!);
  for (let trial = 0; trial < trials; trial++) {
    const { kept, banned } = ruin(work, now.chosen, random);
    const next = appraise(work, refill(work, kept, { banned, noise: NOISE, random }));
    if (next.cost > now.cost - temperature * Math.log(Math.max(1e-12, random()))) continue;
    if (site.group >= 0 && !state.sharing.fits(site.index, next.chosen)) continue;
    now = next;
  }
  return now.chosen;
}

/** The first opening of a site: filled several times over, and the best one taken. */
export function firstOpening(work: SiteWork, tries: number, random: Random): readonly number[] {
  const { state, site } = work;
  const standing = state.open[site.index]!;
  let best = appraise(work, refill(work, standing, { banned: -1, noise: 0, random }));
  for (let n = 1; n < tries; n++) {
    const next = appraise(work, refill(work, standing, { banned: -1, noise: NOISE, random }));
    if (next.cost < best.cost) best = next;
  }
  return best.chosen;
}

const NOISE = 0.8;

function ruin(
  { site, index }: SiteWork,
  open: readonly number[],
  random: Random,
): { kept: number[]; banned: number } {
  const fresh = open.filter((c) => site.standing[c]! < 0);
  if (fresh.length === 0) return { kept: [...open], banned: -1 };
  const pick = () => site.labDay[fresh[randomInt(random, fresh.length)]!]!;
  const dice = random();
  if (dice < 0.15) {
    const lost = fresh[randomInt(random, fresh.length)]!;
    return { kept: open.filter((c) => c !== lost), banned: -1 };
  }
  const lost = pick();
  const second = dice < 0.35 ? pick() : lost;
  const kept = open.filter(
    (c) => site.standing[c]! >= 0 || (site.labDay[c] !== lost && site.labDay[c] !== second),
  );
  if (dice > 0.85) {
    // A session more on trial: what it makes superfluous falls away.
    const c = randomInt(random, site.candidates);
    if (site.standing[c]! < 0 && !kept.some((other) => index.slot[other] === index.slot[c])) kept.push(c);
  }
  return { kept, banned: random() < 0.7 ? lost : -1 };
}
