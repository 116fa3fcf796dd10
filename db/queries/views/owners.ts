import type { Db } from '../../connect.ts';

export interface OrganisationFound {
  readonly id: string;
  readonly name: string;
  readonly municipality: string;
}

/** A municipality or a home, which may make rolls of its own. */
export async function findOrganisation(db: Db, id: string): Promise<OrganisationFound | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'name', 'municipalityCode as municipality'])
    .where('id', '=', id)
    .where('municipalityCode', 'is not', null)
    .executeTakeFirst();
  return row && { ...row, municipality: row.municipality ?? '' };
}

export interface SiteFound {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly municipality: string;
}

export async function findSite(db: Db, id: string): Promise<SiteFound | undefined> {
  return db
    .selectFrom('sites')
    .select(['id', 'name', 'organisationId as organisation', 'municipalityCode as municipality'])
    .where('id', '=', id)
    .executeTakeFirst();
}
