import type { LandMass } from './landMasses.ts';
import type { TravelPoint } from './matrix.ts';

/** One end of a link, on its land mass. */
export interface LinkEnd extends TravelPoint {
  readonly mass: LandMass;
}

/** A bridge, dam or ferry between two land masses; the only ways over water. */
export interface Link {
  readonly id: string;
  readonly kind: 'bridge' | 'ferry';
  readonly ends: readonly [LinkEnd, LinkEnd];
  /** Crossing time. */
  readonly minutes: number;
  /** What one waits on average for the next departure, loading included. */
  readonly waitMinutes: number;
  /** From the second end to the first, where a timetable tells them apart. */
  readonly waitBackMinutes?: number | undefined;
  readonly km: number;
  /** Kroner for a van and its driver, one way. */
  readonly fare: number;
}

type End = readonly [mass: string, lat: number, lon: number];

function end([mass, lat, lon]: End): LinkEnd {
  return { mass: mass as LandMass, lat, lon };
}

function bridge(id: string, a: End, b: End, minutes: number, km: number, fare = 0): Link {
  return { id, kind: 'bridge', ends: [end(a), end(b)], minutes, waitMinutes: 0, km, fare };
}

function ferry(id: string, a: End, b: End, minutes: number, waitMinutes: number, fare: number): Link {
  return { id, kind: 'ferry', ends: [end(a), end(b)], minutes, waitMinutes, km: 0, fare };
}

/**
 * Crossing minutes are those of the timetables around 2020; waits are half of the usual daytime headway, at most 40
 * minutes, since a driver arrives for a departure; fares are rounded ordinary prices. All are estimates of the embedded
 * default: an installation with a road service of its own asks that instead. Islands without a car ferry of their own
 * (Christiansø, Hesselø, Saltholm …) have no link and are unreachable.
 */
export const LINKS: readonly Link[] = [
  bridge('storebaelt', ['sjaelland', 55.347, 11.119], ['fyn', 55.307, 10.826], 10, 18, 245),
  bridge('lillebaelt-ny', ['fyn', 55.511, 9.763], ['jylland', 55.519, 9.745], 1, 1.7),
  bridge('lillebaelt-gammel', ['fyn', 55.5115, 9.711], ['jylland', 55.5205, 9.705], 2, 1.2),
  bridge('svendborgsund', ['fyn', 55.054, 10.597], ['taasinge', 55.044, 10.606], 1, 1.2),
  bridge('siosund', ['taasinge', 54.952, 10.652], ['langeland', 54.945, 10.703], 3, 3.5),
  bridge('faroe-sjaelland', ['sjaelland', 54.99, 11.96], ['moen', 54.951, 11.99], 3, 4.5),
  bridge('faroe-falster', ['moen', 54.948, 11.988], ['falster', 54.93, 11.985], 2, 2.5),
  bridge('storstroem', ['sjaelland', 54.983, 11.878], ['falster', 54.952, 11.886], 4, 3.7),
  bridge('ulvsund', ['sjaelland', 54.992, 12.155], ['moen', 54.975, 12.192], 2, 2),
  bridge('guldborgsund-tunnel', ['falster', 54.835, 11.81], ['lolland', 54.83, 11.78], 1, 1.5),
  bridge('guldborg', ['falster', 54.873, 11.753], ['lolland', 54.871, 11.741], 1, 0.8),
  bridge('frederik-ix', ['falster', 54.766, 11.865], ['lolland', 54.765, 11.852], 1, 0.8),
  bridge('alssund', ['jylland', 54.936, 9.76], ['als', 54.938, 9.777], 1, 1),
  bridge('christian-x', ['jylland', 54.911, 9.779], ['als', 54.911, 9.787], 1, 0.6),
  bridge('sallingsund', ['jylland', 56.744, 8.871], ['mors', 56.754, 8.845], 2, 2),
  bridge('vilsund', ['jylland', 56.884, 8.631], ['mors', 56.883, 8.642], 1, 0.7),
  bridge('mandoe-ebbevej', ['jylland', 55.296, 8.635], ['mandoe', 55.282, 8.575], 25, 8),
  ferry('feggesund', ['jylland', 56.966, 8.876], ['mors', 56.956, 8.868], 5, 15, 60),
  ferry('nees-sund', ['jylland', 56.742, 8.472], ['mors', 56.736, 8.485], 5, 15, 60),
  ferry('odden-aarhus', ['sjaelland', 55.973, 11.369], ['jylland', 56.152, 10.225], 75, 40, 400),
  ferry('odden-ebeltoft', ['sjaelland', 55.973, 11.369], ['jylland', 56.172, 10.66], 55, 40, 400),
  ferry('spodsbjerg-taars', ['langeland', 54.931, 10.83], ['lolland', 54.879, 11.025], 45, 30, 280),
  ferry('boejden-fynshav', ['fyn', 55.106, 10.088], ['als', 54.995, 9.986], 50, 40, 220),
  ferry('ballen-kalundborg', ['samsoe', 55.817, 10.638], ['sjaelland', 55.677, 11.088], 75, 40, 330),
  ferry('saelvig-hou', ['samsoe', 55.864, 10.551], ['jylland', 55.911, 10.257], 60, 40, 330),
  ferry('tunoe-hou', ['tunoe', 55.949, 10.456], ['jylland', 55.911, 10.257], 60, 40, 200),
  ferry('roenne-koege', ['bornholm', 55.1, 14.69], ['sjaelland', 55.457, 12.2], 330, 40, 900),
  ferry('laesoe-frederikshavn', ['laesoe', 57.297, 10.926], ['jylland', 57.436, 10.545], 90, 40, 480),
  ferry('anholt-grenaa', ['anholt', 56.715, 11.51], ['jylland', 56.409, 10.928], 165, 40, 600),
  ferry('fanoe-esbjerg', ['fanoe', 55.445, 8.404], ['jylland', 55.461, 8.441], 12, 12, 150),
  ferry('endelave-snaptun', ['endelave', 55.757, 10.266], ['jylland', 55.824, 10.055], 55, 40, 280),
  ferry('hjarnoe-snaptun', ['hjarnoe', 55.824, 10.066], ['jylland', 55.824, 10.055], 5, 15, 80),
  ferry('venoe-kleppen', ['venoe', 56.553, 8.626], ['jylland', 56.549, 8.635], 3, 10, 80),
  ferry('fur-branden', ['fur', 56.808, 9.022], ['jylland', 56.798, 9.022], 4, 8, 80),
  ferry('egholm-aalborg', ['egholm', 57.063, 9.868], ['jylland', 57.057, 9.885], 5, 15, 70),
  ferry('aaroe-aaroesund', ['aaroe', 55.261, 9.726], ['jylland', 55.262, 9.709], 8, 20, 120),
  ferry('baagoe-assens', ['baagoe', 55.296, 9.81], ['fyn', 55.269, 9.885], 35, 40, 220),
  ferry('barsoe-barsoelandevej', ['barsoe', 55.119, 9.547], ['jylland', 55.119, 9.508], 15, 30, 140),
  ferry('soeby-faaborg', ['aeroe', 54.943, 10.258], ['fyn', 55.094, 10.239], 60, 40, 320),
  ferry('aeroeskoebing-svendborg', ['aeroe', 54.891, 10.413], ['fyn', 55.058, 10.617], 75, 40, 320),
  ferry('marstal-rudkoebing', ['aeroe', 54.857, 10.52], ['langeland', 54.938, 10.706], 50, 40, 320),
  ferry('soeby-fynshav', ['aeroe', 54.943, 10.258], ['als', 54.995, 9.986], 70, 40, 320),
  ferry('stryno-rudkoebing', ['stryno', 54.907, 10.63], ['langeland', 54.938, 10.706], 30, 35, 180),
  ferry('lyoe-faaborg', ['lyoe', 55.046, 10.166], ['fyn', 55.094, 10.239], 30, 40, 200),
  ferry('avernakoe-faaborg', ['avernakoe', 55.04, 10.262], ['fyn', 55.094, 10.239], 30, 40, 200),
  ferry('skaroe-svendborg', ['skaroe', 55.01, 10.478], ['fyn', 55.058, 10.617], 35, 40, 200),
  ferry('drejoe-svendborg', ['drejoe', 54.969, 10.437], ['fyn', 55.058, 10.617], 75, 40, 220),
  ferry('agersoe-stigsnaes', ['agersoe', 55.211, 11.205], ['sjaelland', 55.207, 11.258], 15, 25, 130),
  ferry('omoe-stigsnaes', ['omoe', 55.164, 11.169], ['sjaelland', 55.207, 11.258], 50, 40, 200),
  ferry('sejeroe-havnsoe', ['sejeroe', 55.882, 11.137], ['sjaelland', 55.752, 11.327], 60, 40, 260),
  ferry('nekseloe-havnsoe', ['nekseloe', 55.783, 11.294], ['sjaelland', 55.752, 11.327], 20, 40, 150),
  ferry('oroe-holbaek', ['oroe', 55.752, 11.79], ['sjaelland', 55.719, 11.713], 30, 30, 170),
  ferry('oroe-hammer-bakke', ['oroe', 55.764, 11.842], ['sjaelland', 55.765, 11.857], 6, 10, 90),
  ferry('fejoe-kragenaes', ['fejoe', 54.947, 11.376], ['lolland', 54.915, 11.357], 15, 25, 160),
  ferry('femoe-kragenaes', ['femoe', 54.966, 11.505], ['lolland', 54.915, 11.357], 50, 40, 200),
  ferry('askoe-bandholm', ['askoe', 54.889, 11.484], ['lolland', 54.838, 11.49], 30, 40, 180),
];
