import type { CountryMunicipality } from '../../../shared/contracts/views/country.ts';
import type { CountryShapes, Shape } from '../map/shapes.ts';
import type { PageContext } from '../pageContext.ts';
import { decidedWord, measuredWord } from './ColourTag.tsx';

type Area = Shape & { readonly municipality: CountryMunicipality };

/** The small municipalities around Copenhagen, drawn again and larger. In units of the map. */
const CAPITAL = { x: 838, y: 616, width: 173.6, height: 234 };
/** Bornholm lies elsewhere: its frame says so. */
const BORNHOLM = { x: 842, y: 62, width: 158, height: 132 };

/**
 * The country as the decisions and the figures have it. Decided colours fill, measured red is hatched, so that neither is
 * told by hue alone. For the eye and the mouse: the table of the page is its equal for everyone else (WCAG 1.1.1, 2.5.8).
 */
export function CountryMap(props: {
  page: PageContext;
  shapes: CountryShapes;
  municipalities: readonly CountryMunicipality[];
}) {
  const { page, shapes } = props;
  const { text } = page;
  const byCode = new Map(props.municipalities.map((each) => [each.code, each]));
  const areas = shapes.shapes.flatMap((shape): Area[] => {
    const municipality = byCode.get(shape.code);
    return municipality ? [{ ...shape, municipality }] : [];
  });
  const capital = areas.filter(({ x, y }) => isWithin(CAPITAL, { x, y }));
  const view = ({ x, y, width, height }: typeof CAPITAL) => `${x} ${y} ${width} ${height}`;
  return (
    <figure class="country-map" aria-labelledby="map-caption">
      <div class="country-map-views">
        <svg
          class="map map-denmark"
          viewBox={`0 0 ${shapes.width} ${shapes.height}`}
          aria-hidden="true"
          focusable="false"
        >
          <Patterns scale={1} id="dk" />
          <rect {...BORNHOLM} class="map-frame" rx="6" />
          <rect {...CAPITAL} class="map-frame" rx="6" />
          <Areas page={page} areas={areas} patterns="dk" mark={13} unmarked={new Set(capital)} />
        </svg>
        <div class="map-capital-box">
          <p class="map-label" aria-hidden="true">
            {text.country.mapCapital}
          </p>
          <svg class="map map-capital" viewBox={view(CAPITAL)} aria-hidden="true" focusable="false">
            <Patterns scale={0.32} id="cap" />
            <Areas page={page} areas={capital} patterns="cap" mark={3.2} />
          </svg>
        </div>
      </div>
      <figcaption id="map-caption">{text.country.mapText}</figcaption>
      <Legend page={page} />
    </figure>
  );
}

function isWithin(box: typeof CAPITAL, { x, y }: { x: number; y: number }): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Patterns are referred to by attributes: an address in a stylesheet would be looked for in the stylesheet. */
function Patterns({ scale, id }: { scale: number; id: string }) {
  const size = { width: 10, height: 10, patternUnits: 'userSpaceOnUse' } as const;
  return (
    <defs>
      <pattern id={`${id}-hatch-dark`} {...size} patternTransform={`scale(${scale}) rotate(45)`}>
        <rect width="3" height="10" class="hatch-dark" />
      </pattern>
      <pattern id={`${id}-hatch-light`} {...size} patternTransform={`scale(${scale}) rotate(45)`}>
        <rect width="2.6" height="10" class="hatch-light" />
      </pattern>
      <pattern id={`${id}-partly`} {...size} patternTransform={`scale(${scale})`}>
        <rect width="10" height="10" class="map-green" />
        <circle cx="5" cy="5" r="3.4" class="map-red" />
      </pattern>
    </defs>
  );
}

function Areas(props: {
  page: PageContext;
  areas: readonly Area[];
  patterns: string;
  /** The radius of a mark. */
  mark: number;
  /** Where marks would lie on top of each other; they stand in the larger drawing. */
  unmarked?: ReadonlySet<Area>;
}) {
  const { page, areas, patterns, mark, unmarked } = props;
  const due = areas.filter((area) => area.municipality.followUp?.contacted === false && !unmarked?.has(area));
  return (
    <>
      {areas.map((area) => (
        <a
          key={area.code}
          href={page.urls.municipality(area.code)}
          tabIndex={-1}
          class="map-area"
          aria-label={areaWords(page, area.municipality)}
        >
          <title>{areaWords(page, area.municipality)}</title>
          <AreaFill area={area} patterns={patterns} />
        </a>
      ))}
      {due.map(({ code, x, y }) => (
        <g key={code} class="map-mark" transform={`translate(${x} ${y})`}>
          <circle r={mark} />
          <path
            d={`M0 ${-mark * 0.55}V${mark * 0.12}M0 ${mark * 0.52}v.01`}
            stroke-width={mark * 0.32}
            stroke-linecap="round"
          />
        </g>
      ))}
    </>
  );
}

function AreaFill({ area, patterns }: { area: Area; patterns: string }) {
  const { decided, measured } = area.municipality;
  const partly = decided.colour === 'red' && decided.partial;
  const hatch = decided.colour === 'red' && !decided.partial ? 'hatch-light' : 'hatch-dark';
  return (
    <>
      {partly ? (
        <path d={area.path} fill={`url(#${patterns}-partly)`} />
      ) : (
        <path d={area.path} class={`map-${decided.colour}`} />
      )}
      {measured?.colour === 'red' && <path d={area.path} fill={`url(#${patterns}-${hatch})`} />}
    </>
  );
}

function areaWords({ text }: PageContext, { name, measured, decided }: CountryMunicipality): string {
  const parts = [
    text.colours.decidedIs(decidedWord(text, decided)),
    text.colours.measuredIs(measuredWord(text, measured?.colour ?? null)),
  ];
  return `${name} (${parts.join(', ')})`;
}

function Legend({ page }: { page: PageContext }) {
  const { country } = page.text;
  const entries = [
    { label: country.legendGreen, base: 'green', hatch: null },
    { label: country.legendGreenMeasuredRed, base: 'green', hatch: 'dk-hatch-dark' },
    { label: country.legendRed, base: 'red', hatch: 'dk-hatch-light' },
    { label: country.legendRedMeasuredGreen, base: 'red', hatch: null },
    { label: country.legendPartly, base: 'partly', hatch: null },
  ] as const;
  return (
    <ul class="map-legend nobullet-list" aria-label={country.legend}>
      {entries.map(({ label, base, hatch }) => (
        <li key={label}>
          <svg class="legend-swatch" viewBox="0 0 40 28" aria-hidden="true" focusable="false">
            {base === 'partly' ? (
              <rect width="40" height="28" rx="4" fill="url(#dk-partly)" />
            ) : (
              <rect width="40" height="28" rx="4" class={`map-${base}`} />
            )}
            {hatch && <rect width="40" height="28" rx="4" fill={`url(#${hatch})`} />}
          </svg>
          {label}
        </li>
      ))}
      <li>
        <svg class="legend-swatch" viewBox="-20 -14 40 28" aria-hidden="true" focusable="false">
          <g class="map-mark">
            <circle r="13" />
            <path d="M0 -7V1.5M0 7v.01" stroke-width="4" stroke-linecap="round" />
          </g>
        </svg>
        {country.legendContact}
      </li>
    </ul>
  );
}
