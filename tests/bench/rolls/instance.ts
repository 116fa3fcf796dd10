import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { RollProblemInput } from '../../../shared/domain/rolls/schema.ts';
import { randomInt, seededRandom } from '../../../shared/domain/search/random.ts';

/** Two-week rotas, day 0 a Monday: full time, rolling weekends, part time, weekends only. */
const ROTAS: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 7, 8, 9, 10, 11],
  [0, 1, 2, 5, 6, 9, 10, 11],
  [2, 3, 4, 7, 8, 12, 13],
  [0, 2, 4, 8, 10],
  [1, 3, 7, 9, 11],
  [5, 6, 12, 13],
];
const SHIFTS: Record<string, [string, string]> = {
  day: ['07:00', '15:00'],
  evening: ['15:00', '23:00'],
  night: ['23:00', '07:00'],
};
const START = calendarDate('2020-09-14');

export interface InstanceSize {
  readonly sites: number;
  readonly staff: number;
  readonly labs: number;
  readonly named: boolean;
  readonly seed: number;
  /** Length of the roll; six weeks by default. */
  readonly days?: number;
}

/** An invented region or nation: sites of very different size around their laboratories, three shifts, six weeks. */
export function rollInstance({ sites, staff, labs, named, seed, days = 42 }: InstanceSize): RollProblemInput {
  const random = seededRandom(seed);
  const shares = Array.from({ length: sites }, () => Math.exp(3 * random() - 1.5));
  const total = shares.reduce((a, b) => a + b, 0);
  const centre = (lab: number) => ({ lat: 55 + 0.5 * lab, lon: 9 + 0.7 * lab });
  const people = Array<number>(labs).fill(0);
  const problem: Pick<RollProblemInput, 'sites' | 'offers'> & {
    swabbers: NonNullable<RollProblemInput['swabbers']>;
  } = { sites: [], offers: [], swabbers: [] };
  for (let s = 0; s < sites; s++) {
    const lab = s % labs;
    const id = `s${s}`;
    const count = Math.max(6, Math.round((staff * shares[s]!) / total));
    people[lab]! += count;
    const lanes = count > 150 ? 2 : 1;
    const { lat, lon } = centre(lab);
    problem.sites.push({
      id,
      municipality: String(101 + (s % 98)).padStart(4, '0'),
      lab: `lab${lab}`,
      lat: lat + (random() - 0.5) * 0.8,
      lon: lon + (random() - 0.5) * 1.4,
      minutesPerSwab: 4,
      lastPickup: '17:00',
      shifts: SHIFTS,
      windows: [
        { id: 'morning', from: '06:30', to: '09:00', lanes },
        { id: 'handover', from: '14:00', to: '16:30', lanes },
        { id: 'late', from: '22:15', to: '23:30', lanes: 1, weekdays: [0, 1, 2, 3, 4] },
      ],
    });
    const headcounts = new Map<string, RollProblemInput['offers'][number]>();
    for (let k = 0; k < count; k++) {
      const shift = k % 10 < 6 ? 'day' : k % 10 < 9 ? 'evening' : 'night';
      const rotaDays = [...ROTAS[randomInt(random, ROTAS.length)]!];
      const early = random() < 0.25 ? randomInt(random, days / 2) : 0;
      const offer = {
        id: `${id}p${k}`,
        sites: [id],
        shift,
        rotaWeeks: 2,
        rotaDays,
        earliest: START,
        due: addDays(START, days - 1 - early),
        count: 1,
      };
      if (k < 3 || random() < 0.15) {
        const own = named ? { offer: offer.id } : {};
        problem.swabbers.push({
          id: `w${offer.id}`,
          sites: [id],
          hours: SHIFTS[shift]!,
          rotaWeeks: 2,
          rotaDays,
          ...own,
        });
      }
      const key = `${shift} ${rotaDays.join()} ${offer.due}`;
      const group = headcounts.get(key);
      if (named || !group) {
        headcounts.set(key, offer);
        problem.offers.push(offer);
      } else group.count = (group.count ?? 1) + 1;
    }
  }
  return {
    horizon: { from: START, to: addDays(START, days - 1) },
    notBefore: START,
    rotaAnchor: '2020-08-31',
    labs: people.map((count, lab) => ({
      id: `lab${lab}`,
      ...centre(lab),
      arrival: '20:00',
      weekdayCapacity: [1, 1, 1, 1, 1, 0.6, 0.5].map((part) =>
        Math.ceil((count / (days * 0.87)) * part * 1.25),
      ),
    })),
    ...problem,
  };
}
