import type { ContactView } from '../../../shared/contracts/views/municipality.ts';
import type { Db } from '../../connect.ts';

/** P9: whom to call, duty phones first. Contacts of a site or a laboratory stand on their own pages. */
export async function listContactsOf(
  db: Db,
  of:
    | { municipalityCode: string }
    | { regionCode: string }
    | { siteId: string }
    | { /** The organisation of an authority, such as STPS. */ authority: string },
): Promise<ContactView[]> {
  const query = db
    .selectFrom('contacts')
    .select(['role', 'name', 'phone', 'email'])
    .orderBy((eb) => eb.case().when('role', '=', 'duty').then(0).else(1).end())
    .orderBy('position')
    .orderBy('name');
  if ('siteId' in of) return query.where('siteId', '=', of.siteId).execute();
  if ('authority' in of) return query.where('organisationId', '=', of.authority).execute();
  const general = query.where('siteId', 'is', null).where('laboratoryId', 'is', null);
  return 'regionCode' in of
    ? general.where('regionCode', '=', of.regionCode).execute()
    : general.where('municipalityCode', '=', of.municipalityCode).execute();
}
