// Build time only: takes the outlines of the 98 municipalities out of react-denmark-map (MIT, Martin Polley), rounds
// them with svgo and writes server/web/map/shapes.json. The outlines are made, never committed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { h } from 'preact';
import * as compat from 'preact/compat';
import * as jsxRuntime from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import { optimize } from 'svgo';

const require = createRequire(import.meta.url);
const target = new URL('../server/web/map/shapes.json', import.meta.url);

/** The package asks for React; Preact's compatible face stands in for it. */
function loadComponent() {
  const code = readFileSync(require.resolve('react-denmark-map'), 'utf8');
  const modules = { react: compat, 'react/jsx-runtime': jsxRuntime };
  const module = { exports: {} };
  new Function('module', 'exports', 'require', code)(module, module.exports, (name) => modules[name]);
  return module.exports.Municipalities;
}

/** The component hands every area to `customizeAreas` while it is drawn. */
function areasOf(component) {
  const areas = [];
  const markup = renderToString(h(component, { customizeAreas: (area) => void areas.push(area) }));
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(markup);
  return { areas, width: Number(width), height: Number(height) };
}

/** A unit of the original is about 40 metres: a tenth of the size, rounded to tenths, is plenty on a screen. */
const SCALE = 0.1;

function rounded({ areas, width, height }) {
  // svgo leaves the transform of anything with an id: outlines are told apart by their order.
  const paths = areas.map(({ d }) => `<path transform="scale(${SCALE})" d="${d}"/>`);
  const { data } = optimize(`<svg xmlns="http://www.w3.org/2000/svg">${paths.join('')}</svg>`, {
    multipass: true,
    plugins: [
      { name: 'convertPathData', params: { floatPrecision: 1, transformPrecision: 5, makeArcs: false } },
    ],
  });
  if (data.includes('transform')) throw new Error('an outline kept its transform');
  const outlines = [...data.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d);
  const shapes = areas.map(({ code, d }, i) => {
    const [x, y] = centreOf(d);
    return { code: code.padStart(4, '0'), path: outlines[i], x, y };
  });
  return { width: width * SCALE, height: height * SCALE, shapes };
}

/** The corners of each ring, in drawn units. The outlines use M, m, c, l and Z only; a curve counts by its end. */
function ringsOf(d) {
  const rings = [];
  let [x, y] = [0, 0];
  for (const [, command, rest] of d.matchAll(/([MmclZ])([^MmclZ]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    const step = command === 'c' ? 6 : 2;
    for (let i = 0; i + step <= numbers.length; i += step) {
      const [dx, dy] = [numbers[i + step - 2], numbers[i + step - 1]];
      [x, y] = command === 'M' ? [dx, dy] : [x + dx, y + dy];
      if (i === 0 && (command === 'M' || command === 'm')) rings.push([]);
      rings.at(-1).push([x * SCALE, y * SCALE]);
    }
    if (command === 'Z' && rings.length > 0) [x, y] = rings.at(-1)[0].map((value) => value / SCALE);
  }
  return rings;
}

/** Where a mark goes: the centroid of the largest ring. */
function centreOf(d) {
  const centroids = ringsOf(d).map((ring) => {
    let [area, cx, cy] = [0, 0, 0];
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length];
      const cross = x1 * y2 - x2 * y1;
      area += cross;
      cx += (x1 + x2) * cross;
      cy += (y1 + y2) * cross;
    });
    return { area: Math.abs(area), at: [cx / (3 * area), cy / (3 * area)] };
  });
  const largest = centroids.reduce((a, b) => (b.area > a.area ? b : a));
  return largest.at.map((value) => Math.round(value * 10) / 10);
}

if (!existsSync(target) || process.argv.includes('--again')) {
  const drawn = rounded(areasOf(loadComponent()));
  const count = drawn.shapes.length;
  if (count !== 98) throw new Error(`expected the outlines of 98 municipalities, found ${count}`);
  writeFileSync(target, JSON.stringify(drawn));
}
