import type { TravelPoint } from './matrix.ts';

/** A piece of land on which roads lead everywhere. Amager counts as Sjælland, Vendsyssel-Thy as Jylland: bridges in town. */
export type LandMass = string & { readonly __brand: 'LandMass' };

type Ring = readonly (readonly [lat: number, lon: number])[];

const mass = (name: string) => name as LandMass;

/**
 * Outlines, drawn through the water and so generous. They are asked in this order: small islands before what they
 * lie beside. Corners are latitude, longitude.
 */
const OUTLINES: readonly { readonly mass: LandMass; readonly ring: Ring }[] = (
  [
    ['christiansoe', box(55.3, 55.34, 15.15, 15.22)],
    ['bornholm', box(54.95, 55.32, 14.6, 15.2)],
    ['anholt', box(56.66, 56.76, 11.45, 11.7)],
    ['laesoe', box(57.17, 57.36, 10.85, 11.25)],
    ['hesseloe', box(56.18, 56.21, 11.68, 11.74)],
    ['hjelm', box(56.12, 56.145, 10.79, 10.82)],
    ['tunoe', box(55.935, 55.965, 10.39, 10.47)],
    ['samsoe', box(55.76, 56.01, 10.5, 10.72)],
    ['endelave', box(55.735, 55.785, 10.2, 10.33)],
    ['hjarnoe', box(55.81, 55.84, 10.06, 10.11)],
    ['aaroe', box(55.25, 55.275, 9.72, 9.775)],
    ['baagoe', box(55.28, 55.32, 9.785, 9.84)],
    ['barsoe', box(55.105, 55.135, 9.53, 9.585)],
    [
      'fanoe',
      [
        [55.47, 8.33],
        [55.455, 8.42],
        [55.4, 8.475],
        [55.33, 8.5],
        [55.33, 8.35],
      ],
    ],
    ['mandoe', box(55.255, 55.3, 8.52, 8.585)],
    ['venoe', box(56.53, 56.58, 8.58, 8.63)],
    ['fur', box(56.803, 56.85, 8.94, 9.06)],
    ['livoe', box(56.87, 56.905, 9.05, 9.13)],
    [
      'mors',
      [
        [56.965, 8.72],
        [56.93, 8.66],
        [56.875, 8.63],
        [56.77, 8.5],
        [56.66, 8.44],
        [56.66, 8.56],
        [56.715, 8.66],
        [56.72, 8.845],
        [56.755, 8.858],
        [56.78, 8.885],
        [56.82, 8.93],
        [56.9, 8.93],
        [56.965, 8.88],
      ],
    ],
    ['egholm', box(57.06, 57.085, 9.82, 9.875)],
    [
      'als',
      [
        [55.085, 9.6],
        [55.07, 9.9],
        [54.98, 10.1],
        [54.84, 10.1],
        [54.86, 9.85],
        [54.895, 9.79],
        [54.908, 9.783],
        [54.94, 9.765],
        [54.99, 9.74],
        [55.03, 9.65],
      ],
    ],
    ['lyoe', box(55.03, 55.055, 10.12, 10.18)],
    ['avernakoe', box(55.02, 55.055, 10.22, 10.32)],
    ['bjoernoe', box(55.06, 55.075, 10.235, 10.275)],
    ['skaroe', box(54.995, 55.02, 10.455, 10.49)],
    ['drejoe', box(54.955, 54.98, 10.36, 10.455)],
    ['hjortoe', box(54.955, 54.975, 10.475, 10.51)],
    ['stryno', box(54.885, 54.915, 10.57, 10.635)],
    [
      'taasinge',
      [
        [55.045, 10.5],
        [55.048, 10.62],
        [55.05, 10.67],
        [55.03, 10.72],
        [54.96, 10.67],
        [54.94, 10.66],
        [54.94, 10.55],
        [55.0, 10.505],
      ],
    ],
    [
      'aeroe',
      [
        [54.98, 10.18],
        [54.975, 10.25],
        [54.91, 10.47],
        [54.88, 10.56],
        [54.81, 10.56],
        [54.83, 10.35],
        [54.92, 10.18],
      ],
    ],
    [
      'langeland',
      [
        [55.17, 10.86],
        [55.17, 11.0],
        [54.72, 10.8],
        [54.72, 10.62],
        [54.87, 10.66],
        [54.93, 10.68],
        [54.96, 10.695],
        [55.05, 10.79],
      ],
    ],
    ['agersoe', box(55.185, 55.235, 11.175, 11.23)],
    ['omoe', box(55.145, 55.185, 11.13, 11.19)],
    ['sejeroe', box(55.86, 55.925, 11.07, 11.205)],
    ['nekseloe', box(55.77, 55.8, 11.265, 11.31)],
    ['oroe', box(55.735, 55.79, 11.77, 11.845)],
    ['saltholm', box(55.6, 55.67, 12.72, 12.82)],
    ['fejoe', box(54.93, 54.97, 11.35, 11.47)],
    ['femoe', box(54.95, 55.0, 11.5, 11.575)],
    ['askoe', box(54.88, 54.915, 11.46, 11.53)],
    ['vejroe', box(55.025, 55.045, 11.34, 11.39)],
    [
      'moen',
      [
        [54.955, 11.985],
        [54.955, 12.12],
        [54.985, 12.19],
        [55.06, 12.16],
        [55.06, 12.6],
        [54.85, 12.6],
        [54.86, 12.2],
        [54.905, 12.0],
      ],
    ],
    [
      'falster',
      [
        [54.975, 11.83],
        [54.97, 11.97],
        [54.9, 12.02],
        [54.82, 12.19],
        [54.55, 12.05],
        [54.55, 11.92],
        [54.68, 11.87],
        [54.766, 11.859],
        [54.82, 11.8],
        [54.875, 11.745],
        [54.92, 11.76],
      ],
    ],
    [
      'lolland',
      [
        [54.96, 11.0],
        [54.97, 11.55],
        [54.93, 11.74],
        [54.875, 11.745],
        [54.82, 11.8],
        [54.766, 11.859],
        [54.68, 11.87],
        [54.6, 11.87],
        [54.6, 11.2],
        [54.72, 10.95],
      ],
    ],
    [
      'fyn',
      [
        [55.64, 10.2],
        [55.62, 10.5],
        [55.6, 10.75],
        [55.45, 10.85],
        [55.3, 10.88],
        [55.05, 10.85],
        [55.05, 10.6],
        [55.05, 10.15],
        [55.2, 9.85],
        [55.35, 9.75],
        [55.475, 9.68],
        [55.5125, 9.695],
        [55.514, 9.74],
        [55.535, 9.8],
      ],
    ],
    [
      'sjaelland',
      [
        [56.3, 12.3],
        [56.05, 12.64],
        [55.7, 12.75],
        [55.5, 12.75],
        [55.2, 12.6],
        [54.99, 12.2],
        [54.98, 11.98],
        [54.98, 11.8],
        [55.1, 11.2],
        [55.3, 10.95],
        [55.7, 10.8],
        [55.8, 10.85],
        [56.02, 11.2],
        [56.15, 11.8],
      ],
    ],
    [
      'jylland',
      [
        [57.8, 10.7],
        [56.6, 11.05],
        [56.15, 10.98],
        [55.75, 10.3],
        [55.58, 9.95],
        [55.514, 9.74],
        [55.5125, 9.695],
        [55.45, 9.65],
        [55.38, 9.72],
        [55.25, 9.715],
        [55.15, 9.64],
        [54.9, 9.8],
        [54.8, 9.45],
        [54.8, 8.3],
        [55.4, 8.0],
        [57.2, 8.2],
      ],
    ],
  ] as const
).map(([name, ring]) => ({ mass: mass(name), ring }));

/** Municipalities that lie on one land mass; the others (with small islands, or on both sides of a sound) need coordinates. */
const BY_MUNICIPALITY: Readonly<Record<string, LandMass>> = {
  '0400': mass('bornholm'),
  '0411': mass('christiansoe'),
  '0492': mass('aeroe'),
  '0563': mass('fanoe'),
  '0741': mass('samsoe'),
  '0773': mass('mors'),
  '0825': mass('laesoe'),
};

/** Where a municipality mostly lies: the answer for points that no outline holds, such as a harbour's end. */
const MAINLY: readonly (readonly [from: string, to: string, LandMass])[] = [
  ['0101', '0350', mass('sjaelland')],
  ['0360', '0360', mass('lolland')],
  ['0376', '0376', mass('falster')],
  ['0370', '0390', mass('sjaelland')],
  ['0410', '0480', mass('fyn')],
  ['0482', '0482', mass('langeland')],
  ['0510', '0860', mass('jylland')],
];

/**
 * The land mass of a point: its municipality's where that lies on one only, else the outline around its coordinates,
 * else where its municipality mostly lies. Undefined: at sea or abroad, and so unreachable.
 */
export function landMassOf({ lat, lon, municipality }: TravelPoint): LandMass | undefined {
  const own = municipality === undefined ? undefined : BY_MUNICIPALITY[municipality];
  if (own !== undefined) return own;
  const around = OUTLINES.find(({ ring }) => inside(ring, lat, lon))?.mass;
  if (around !== undefined || municipality === undefined) return around;
  return MAINLY.find(([from, to]) => from <= municipality && municipality <= to)?.[2];
}

function box(south: number, north: number, west: number, east: number): Ring {
  return [
    [south, west],
    [north, west],
    [north, east],
    [south, east],
  ];
}

/** Counts the sides that a ray to the east crosses. */
function inside(ring: Ring, lat: number, lon: number): boolean {
  let odd = false;
  let previous = ring.at(-1)!;
  for (const corner of ring) {
    const [lat1, lon1] = previous;
    const [lat2, lon2] = corner;
    if (lat1 > lat !== lat2 > lat && lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) odd = !odd;
    previous = corner;
  }
  return odd;
}
