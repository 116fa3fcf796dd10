import { DomainProblem, type Fault } from '../../problem.ts';
import { NO_CLOSE, routingInstance, type InstanceRow, type RoutingInstance } from './instance.ts';

/**
 * Reads Solomon and Gehring–Homberger (`.txt`) or VRPLIB (`.vrp`: EUC_2D; CVRP, VRPTW, MTVRPTWR), whichever it is.
 * @throws DomainProblem `bad-file` with line numbers.
 */
export function readInstance(text: string): RoutingInstance {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const instance = lines.some((line) => line.startsWith('NODE_COORD_SECTION'))
    ? readVrplib(lines)
    : readSolomon(lines);
  if (instance.customers < 1) throw bad([{ place: 'file', message: 'has no customers' }]);
  return instance;
}

function bad(faults: readonly Fault[]): DomainProblem {
  return new DomainProblem('bad-file', 'This is not a routing instance that can be read', faults);
}

function numbersOf(line: string): number[] | undefined {
  const numbers = line.split(/\s+/).map(Number);
  return line !== '' && numbers.every(Number.isFinite) ? numbers : undefined;
}

function readSolomon(lines: readonly string[]): RoutingInstance {
  const fleetLine = lines.findIndex((line, i) => i > 0 && numbersOf(line)?.length === 2);
  const fleet = numbersOf(lines[fleetLine] ?? '');
  if (!fleet || !lines.some((line) => /^CUSTOMER/i.test(line)))
    throw bad([
      { place: 'file', message: 'has neither VEHICLE and CUSTOMER tables nor a NODE_COORD_SECTION' },
    ]);
  const faults: Fault[] = [];
  const rows: InstanceRow[] = [];
  lines.forEach((line, i) => {
    if (i <= fleetLine || line === '' || /^[A-Za-z]/.test(line)) return;
    const numbers = numbersOf(line);
    const [number, x, y, demand, open, close, service] = numbers ?? [];
    if (numbers?.length !== 7) faults.push({ place: `line ${i + 1}`, message: 'needs 7 numbers' });
    else if (number !== rows.length)
      faults.push({ place: `line ${i + 1}`, message: `customer ${rows.length} expected, ${number} found` });
    else
      rows.push({ x: x!, y: y!, demand: demand!, open: open!, close: close!, service: service!, release: 0 });
  });
  if (faults.length > 0) throw bad(faults);
  return routingInstance({
    name: lines[0] ?? '',
    multiTrip: false,
    vehicles: fleet[0]!,
    capacity: fleet[1]!,
    rows,
  });
}

const TYPES = new Set(['CVRP', 'VRPTW', 'MTVRPTWR']);

function readVrplib(lines: readonly string[]): RoutingInstance {
  const { header, sections } = splitVrplib(lines);
  const faults: Fault[] = [];
  const fault = (place: string, message: string) => faults.push({ place, message });
  const type = header.get('TYPE') ?? '';
  if (!TYPES.has(type)) fault('TYPE', `"${type}" is none of ${[...TYPES].join(', ')}`);
  if (header.get('EDGE_WEIGHT_TYPE') !== 'EUC_2D') fault('EDGE_WEIGHT_TYPE', 'only EUC_2D is read');
  const whole = (key: string) => Number(header.get(key) ?? 'NaN');
  const size = whole('DIMENSION');
  if (!Number.isSafeInteger(size) || size < 2) fault('DIMENSION', 'needs a whole number of at least 2');
  if (!(whole('CAPACITY') > 0)) fault('CAPACITY', 'needs a number above 0');
  const depot = sections.get('DEPOT_SECTION')?.[0]?.[0] ?? 1;
  if (depot !== 1) fault('DEPOT_SECTION', `the depot is node ${depot}, only node 1 is read`);
  if (faults.length > 0) throw bad(faults);

  const table = (section: string, width: number): Map<number, readonly number[]> => {
    const rows = new Map<number, readonly number[]>();
    for (const row of sections.get(section) ?? []) {
      if (row.length === width + 1) rows.set(row[0]!, row.slice(1));
      else fault(section, `node ${row[0]} needs ${width} numbers`);
    }
    return rows;
  };
  const places = table('NODE_COORD_SECTION', 2);
  const demands = table('DEMAND_SECTION', 1);
  const windows = table('TIME_WINDOW_SECTION', 2);
  const releases = table('RELEASE_TIME_SECTION', 1);
  const services = table('SERVICE_TIME_SECTION', 1);
  const service = Number(header.get('SERVICE_TIME') ?? 0);
  const rows = Array.from({ length: size }, (_, i): InstanceRow => {
    const node = i + 1;
    const place = places.get(node);
    if (!place) fault('NODE_COORD_SECTION', `node ${node} is missing`);
    if (!demands.has(node)) fault('DEMAND_SECTION', `node ${node} is missing`);
    const [open = 0, close = NO_CLOSE] = windows.get(node) ?? [];
    return {
      x: place?.[0] ?? 0,
      y: place?.[1] ?? 0,
      demand: demands.get(node)?.[0] ?? 0,
      open,
      close,
      service: services.get(node)?.[0] ?? (i === 0 ? 0 : service),
      release: releases.get(node)?.[0] ?? 0,
    };
  });
  if (faults.length > 0) throw bad(faults);
  return routingInstance({
    name: header.get('NAME') ?? '',
    multiTrip: type === 'MTVRPTWR',
    vehicles: header.has('VEHICLES') ? whole('VEHICLES') : undefined,
    capacity: whole('CAPACITY'),
    rows,
  });
}

/** `KEY: value` lines, and the number rows under each `…_SECTION`; −1 ends a section. */
function splitVrplib(lines: readonly string[]) {
  const header = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let rows: number[][] | undefined;
  for (const line of lines) {
    if (line === 'EOF') break;
    const numbers = numbersOf(line);
    if (numbers) {
      if (numbers[0] !== -1) rows?.push(numbers);
      continue;
    }
    const [key = '', ...value] = line.split(':');
    if (key.trim().endsWith('_SECTION')) {
      rows = [];
      sections.set(key.trim(), rows);
    } else if (key.trim() !== '') header.set(key.trim(), value.join(':').trim());
  }
  return { header, sections };
}
