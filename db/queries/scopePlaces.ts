import { sql } from 'kysely';
import type { Db } from '../connect.ts';

interface NamedPlace {
  readonly id: string;
  readonly name: string;
}

/** What a decision about a municipality can name (R9–R11, A18). Home-care districts are sites. */
export interface ScopePlaces {
  readonly areas: readonly NamedPlace[];
  readonly sites: readonly (NamedPlace & { readonly kind: string; readonly areaId: string | null })[];
  readonly teams: readonly NamedPlace[];
}

export async function listScopePlaces(db: Db, municipality: string): Promise<ScopePlaces> {
  const byName = sql`name COLLATE "da-x-icu"`;
  return {
    areas: await db
      .selectFrom('areas')
      .select(['id', 'name'])
      .where('municipalityCode', '=', municipality)
      .orderBy(byName)
      .execute(),
    sites: await db
      .selectFrom('sites')
      .select(['id', 'name', 'kind', 'areaId'])
      .where('municipalityCode', '=', municipality)
      .orderBy(byName)
      .execute(),
    teams: await db
      .selectFrom('careTeams')
      .select(['id', 'name'])
      .where('municipalityCode', '=', municipality)
      .orderBy(byName)
      .execute(),
  };
}
