import type { MunicipalityCode, RegionCode } from '../geography/codes.ts';
import { findMunicipality } from '../geography/municipalities.ts';
import { REGIONS } from '../geography/regions.ts';
import { plainTextFaults } from '../plainText.ts';
import type { Fault } from '../problem.ts';

/** P9: whose contacts. Those of a site or a laboratory stand on their own pages. */
export type DirectoryOwner =
  | { readonly kind: 'municipality'; readonly code: MunicipalityCode; readonly name: string }
  | { readonly kind: 'region'; readonly code: RegionCode; readonly name: string }
  | { readonly kind: 'stps' };

/** What a contact is for. Notices go to `planner` and `duty`, calls to `duty` first. */
export const DIRECTORY_ROLES = ['duty', 'planner', 'health', 'other'] as const;
export type DirectoryRole = (typeof DIRECTORY_ROLES)[number];

export interface DirectoryEntry {
  readonly role: DirectoryRole;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** R7: the language of the notices that go to its address. */
  readonly language: 'da' | 'en';
}

export interface KeptEntry extends DirectoryEntry {
  readonly id: string;
}

/** By the code of a municipality or a region, or `stps`. */
export function directoryOwner(of: string): DirectoryOwner | undefined {
  if (of === 'stps') return { kind: 'stps' };
  const municipality = findMunicipality(of);
  if (municipality) return { kind: 'municipality', code: municipality.code, name: municipality.name };
  const region = REGIONS.find(({ code }) => code === of);
  return region && { kind: 'region', code: region.code, name: region.name };
}

/** Three to eight digits as Danes dial them, or `+` and the country's: ten without it would look like a CPR number. */
const PHONE = /^(\d{3,8}|\+\d{8,15})$/;
/** An address in one line; whether it exists only a message shows. */
const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]{2,}$/;
const LONGEST_EMAIL = 254;

/** Why an entry cannot be kept; empty when it can. */
export function directoryFaults({ name, phone, email }: DirectoryEntry): Fault[] {
  const fault = (place: string, code: string, message: string): Fault => ({ place, code, message });
  const badPhone = phone !== null && !PHONE.test(phone.replaceAll(' ', ''));
  const badEmail = email !== null && (email.length > LONGEST_EMAIL || !EMAIL.test(email));
  return [
    ...(name.trim() === '' ? [fault('name', 'required', 'must be given')] : []),
    ...(phone === null && email === null
      ? [fault('phone', 'phoneOrEmail', 'give a telephone number, an e-mail address or both')]
      : []),
    ...(badPhone ? [fault('phone', 'phone', 'eight digits, or + and the country code')] : []),
    ...(badEmail ? [fault('email', 'email', 'an e-mail address such as vagt@kommune.dk')] : []),
    ...plainTextFaults({ name, email }),
  ];
}
