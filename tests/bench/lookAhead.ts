// The price of opening a site beside what the days of a roll really cost to collect from. Usage: node tests/bench/lookAhead.ts
// ROLL-PROBLEM.json ROLL-PLAN.json [--iterations 2000] [--calibrate 7]: the first days calibrate, the others are compared.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { minutesOf, timeOf } from '../../shared/domain/calendar/minutes.ts';
import { dayPrices } from '../../shared/domain/pickups/dayPrice.ts';
import { planPickups } from '../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem, type PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { travelOf } from '../../shared/domain/pickups/travelOf.ts';
import { rollPlanSchema } from '../../shared/domain/rolls/plan.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    iterations: { type: 'string', default: '2000' },
    calibrate: { type: 'string', default: '7' },
  },
});
const [problemFile, planFile] = positionals;
if (!problemFile || !planFile) throw new Error('give a roll problem and its plan');
const roll = rollProblem(JSON.parse(readFileSync(problemFile, 'utf8')));
const plan = rollPlanSchema.parse(JSON.parse(readFileSync(planFile, 'utf8')));

/** The demo's cars, as many as could be of use. */
function dayOf(labDate: string): PickupProblem | undefined {
  const sessions = plan.sessions.filter((session) => session.labDate === labDate);
  const stops = roll.sites.flatMap((site) => {
    const own = sessions.filter((session) => session.site === site.id);
    if (own.length === 0) return [];
    const people = own.reduce((sum, { slots }) => sum + slots.reduce((all, slot) => all + slot.count, 0), 0);
    const today = own.filter(({ date }) => date === labDate);
    const last = today.flatMap(({ slots }) =>
      slots.map(({ start, count }) => minutesOf(start) + count * site.minutesPerSwab),
    );
    return [
      {
        id: site.id,
        lat: site.lat,
        lon: site.lon,
        municipality: site.municipality,
        lab: site.lab,
        samples: Math.max(1, Math.round(people * site.turnout)),
        serviceMinutes: 10,
        ...(last.length > 0 && { ready: timeOf(Math.max(...last)) }),
      },
    ];
  });
  if (stops.length === 0) return undefined;
  const vehicles = roll.labs.flatMap(({ id }) => {
    const count = Math.ceil(stops.filter(({ lab }) => lab === id).length / 6) + 1;
    return Array.from({ length: count }, (_, i) => ({
      id: `${id} ${i + 1}`,
      start: id,
      end: id,
      unloadAt: id,
      capacity: i % 3 === 2 ? 600 : 350,
      kmRate: 3.52,
      shift: i % 2 === 0 ? ['09:00', '19:00'] : ['08:00', '18:30'],
      break: { minutes: 30, from: '12:00', to: '15:00' },
      maxTrips: 4,
      loadMinutes: 5,
      unloadMinutes: 10,
    }));
  });
  return parsePickupProblem({
    depots: roll.labs.map(({ id, lat, lon }) => ({ id, kind: 'laboratory', lat, lon })),
    vehicles,
    stops,
  });
}

const dates = [...new Set(plan.sessions.flatMap(({ labDate }) => labDate ?? []))].sort();
const all = parsePickupProblem({
  depots: roll.labs.map(({ id, lat, lon }) => ({ id, kind: 'laboratory', lat, lon })),
  vehicles: [],
  stops: roll.sites.map(({ id, lat, lon, municipality }) => ({ id, lat, lon, municipality })),
});
const row = new Map(roll.sites.map(({ id }, i) => [id, i]));
const labRow = new Map(roll.labs.map(({ id }, i) => [id, roll.sites.length + i]));
const ordinary = roll.sites.map(({ id, turnout }) => {
  const own = plan.sessions.filter(({ site }) => site === id);
  const people = own.reduce(
    (sum, { slots }) => sum + slots.reduce((count, slot) => count + slot.count, 0),
    0,
  );
  return (people * turnout) / Math.max(1, new Set(own.map(({ labDate }) => labDate)).size);
});
const prices = dayPrices({
  days: dates.length,
  travel: travelOf(all),
  sites: roll.sites.map(({ lab }, i) => ({
    lab: labRow.get(lab)!,
    samples: ordinary[i]!,
    serviceMinutes: 10,
  })),
  vehicle: {
    capacity: 433,
    hourlyRate: 309.56,
    kmRate: 3.52,
    maxMinutes: 600,
    fixedCost: 0,
    handlingMinutes: 15,
  },
});

const costs = dates.map((date, day) => {
  const problem = dayOf(date)!;
  for (const { id } of problem.stops) prices.set(day, row.get(id)!, true);
  const run = { seed: 1, stop: afterIterations(Number(values.iterations)) };
  const { score } = planPickups(problem, run);
  return { day, cost: score.cost, stops: problem.stops.length, left: score.unserved };
});
const first = Number(values.calibrate);
prices.calibrate(costs.slice(0, first));
const errors = costs.slice(first).map(({ day, cost, stops, left }) => {
  const error = (prices.total(day) / cost - 1) * 100;
  const line = `${dates[day]}: ${stops} stops (${left} left out), routes ${cost.toFixed(0)} kr., prices ${prices.total(day).toFixed(0)} kr., ${error.toFixed(1)} %`;
  process.stdout.write(`${line}\n`);
  return Math.abs(error);
});
errors.sort((a, b) => a - b);
const began = performance.now();
const asked = 1_000_000;
for (let k = 0; k < asked; k++) prices.price(k % dates.length, (k * 7) % roll.sites.length);
const rate = Math.round(asked / ((performance.now() - began) / 1000));
process.stdout.write(
  `off by ${errors[errors.length >> 1]!.toFixed(1)} % in the median of ${errors.length} days; ${rate} prices a second\n`,
);
