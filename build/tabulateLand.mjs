// Makes server/web/assets/land.json, the land under maps, from municipal boundaries in GeoJSON whose neighbours share
// their corners. Run by hand when boundaries change: node build/tabulateLand.mjs BOUNDARIES.geojson "SOURCE"
//
// The format: whole numbers, 1/10,000 of a degree. A line is [lon, lat, then steps to the next corner …]. `coast` holds
// closed rings (the first corner is not repeated), `borders` the lines between two municipalities.
import { readFileSync, writeFileSync } from 'node:fs';

const SCALE = 10_000;
const [input, source] = process.argv.slice(2);
const { features } = JSON.parse(readFileSync(input, 'utf8'));

const key = ([lon, lat]) => `${Math.round(lon * SCALE)},${Math.round(lat * SCALE)}`;
const polygonsOf = ({ type, coordinates }) => (type === 'MultiPolygon' ? coordinates : [coordinates]);

/** Each edge once, with how many municipalities it bounds. */
const edges = new Map();
for (const { geometry } of features) {
  for (const ring of polygonsOf(geometry).flat()) {
    const corners = ring.map(key);
    for (let i = 1; i < corners.length; i++) {
      const [from, to] = [corners[i - 1], corners[i]];
      if (from === to) continue;
      const id = from < to ? `${from} ${to}` : `${to} ${from}`;
      edges.set(id, (edges.get(id) ?? 0) + 1);
    }
  }
}

function linesOf(wanted) {
  const own = [...edges].filter(([, count]) => wanted(count)).map(([id]) => id.split(' '));
  const at = new Map();
  for (const edge of own) for (const end of edge) at.set(end, [...(at.get(end) ?? []), edge]);
  const left = new Set(own);
  const walk = (start) => {
    const line = [start];
    for (;;) {
      const here = line.at(-1);
      const edge = at.get(here).find((each) => left.has(each));
      if (!edge) return line;
      left.delete(edge);
      line.push(edge[0] === here ? edge[1] : edge[0]);
      if (at.get(line.at(-1)).length !== 2) return line;
    }
  };
  const lines = [];
  // From where lines meet or end; what is left then is closed.
  for (const [end, meeting] of at)
    if (meeting.length !== 2) while (meeting.some((edge) => left.has(edge))) lines.push(walk(end));
  for (const edge of own) if (left.has(edge)) lines.push(walk(edge[0]));
  return lines;
}

/** Lines that meet where islands touch are joined into rings. */
function ringsOf(lines) {
  const rings = [];
  const open = lines.map((line) => [...line]);
  while (open.length > 0) {
    let ring = open.shift();
    while (ring[0] !== ring.at(-1)) {
      const next = open.findIndex((line) => line[0] === ring.at(-1) || line.at(-1) === ring.at(-1));
      if (next < 0) throw new Error('a coast that does not close');
      const [line] = open.splice(next, 1);
      ring = [...ring, ...(line[0] === ring.at(-1) ? line : line.toReversed()).slice(1)];
    }
    rings.push(ring.slice(0, -1));
  }
  return rings;
}

function stepsOf(line) {
  let last = [0, 0];
  return line.flatMap((corner) => {
    const here = corner.split(',').map(Number);
    const step = [here[0] - last[0], here[1] - last[1]];
    last = here;
    return step;
  });
}

const land = {
  source,
  scale: SCALE,
  coast: ringsOf(linesOf((count) => count === 1)).map(stepsOf),
  borders: linesOf((count) => count > 1).map(stepsOf),
};
writeFileSync('server/web/assets/land.json', `${JSON.stringify(land)}\n`);
