import type { Db } from '../../../db/connect.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import type { TravelSource } from '../../../shared/domain/travel/source.ts';
import { chooseSource } from '../../../shared/travel/chooseSource.ts';
import { remembered } from '../../../shared/usecases/lists/travel.ts';

/** The configured routing service with its memory; undefined: the embedded estimate. Answers age by the real clock. */
export function travelOf({ routing }: Pick<Config, 'routing'>, db: Db): TravelSource | undefined {
  return routing && remembered(chooseSource(routing), { db, clock: systemClock });
}
