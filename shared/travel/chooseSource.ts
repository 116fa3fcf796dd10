import type { TravelSource } from '../domain/travel/source.ts';
import { osrm } from './osrm.ts';
import { valhalla } from './valhalla.ts';

export interface ChosenService {
  readonly url: string;
  readonly kind: 'osrm' | 'valhalla';
  readonly profile: string | undefined;
  readonly limit: number | undefined;
}

/** A matrix of some hundred places takes seconds; a service that takes longer is as good as down. */
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** What the services take in one request unless they are told otherwise. */
const OSRM_POINTS = 100;
const VALHALLA_PAIRS = 2_500;

/** The routing services there are, by what the configuration calls them. A new one is a file and a line. */
export function chooseSource({ url, kind, profile, limit }: ChosenService): TravelSource {
  const http = { url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
  switch (kind) {
    case 'osrm':
      return osrm({ ...http, profile: profile ?? 'driving', maxPoints: limit ?? OSRM_POINTS });
    case 'valhalla':
      return valhalla({ ...http, profile: profile ?? 'auto', maxPairs: limit ?? VALHALLA_PAIRS });
  }
}
