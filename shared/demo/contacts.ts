import type { Municipality } from '../domain/geography/municipalities.ts';
import type { RegionCode } from '../domain/geography/codes.ts';
import { REGIONS } from '../domain/geography/regions.ts';
import type { Chance } from './chance.ts';
import type { DemoContact, DemoLaboratory, DemoSite } from './world.ts';

/**
 * P9: whom to call and write to. Numbers are counted out, beginning with 00, which no Danish number does; nobody can own
 * an address under `.example`.
 */
export function contactsOf({
  regions,
  municipalities,
  laboratories,
  sites,
  chance,
}: {
  regions: readonly RegionCode[];
  municipalities: readonly Municipality[];
  laboratories: readonly DemoLaboratory[];
  sites: readonly DemoSite[];
  chance: Chance;
}): DemoContact[] {
  let numbers = 0;
  const contact = (
    key: string,
    fields: Pick<DemoContact, 'role' | 'name'> & Partial<DemoContact>,
  ): DemoContact => {
    numbers += 1;
    return {
      id: chance.id(`contact ${key}`),
      municipality: null,
      region: null,
      organisationId: null,
      siteId: null,
      laboratoryId: null,
      phone: fakePhone(numbers),
      email: null,
      position: fields.role === 'duty' ? 0 : 1,
      ...fields,
    };
  };
  return [
    ...regions.flatMap((region) => [
      contact(`duty ${region}`, {
        region,
        role: 'duty',
        name: `Vagttelefon, ${nameOf(region)}`,
        email: `vagt-${region}@podeplan.example`,
      }),
      contact(`driver ${region}`, { region, role: 'driver', name: `Kørselskontoret, ${nameOf(region)}` }),
    ]),
    ...municipalities.flatMap(({ code, name }) => [
      contact(`duty ${code}`, { municipality: code, role: 'duty', name: `Vagttelefon, ${name} Kommune` }),
      contact(`planner ${code}`, {
        municipality: code,
        role: 'planner',
        name: 'Testkoordinator',
        email: `testkoordinator-${code}@podeplan.example`,
      }),
    ]),
    ...laboratories.map(({ id, name, region }) =>
      contact(`laboratory ${id}`, { laboratoryId: id, region, role: 'laboratory', name }),
    ),
    ...sites.map(({ id, name, municipality, organisationId }) =>
      contact(`site ${id}`, {
        siteId: id,
        municipality,
        organisationId,
        role: 'site-manager',
        name: `Leder, ${name}`,
      }),
    ),
    contact('duty stps', {
      organisationId: 'stps',
      role: 'duty',
      name: 'Vagttelefon, Styrelsen for Patientsikkerhed',
      email: 'vagt-stps@podeplan.example',
    }),
  ];
}

function fakePhone(number: number): string {
  const digits = String(number).padStart(6, '0');
  return `+45 00 ${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`;
}

function nameOf(code: RegionCode): string {
  return REGIONS.find((region) => region.code === code)!.name;
}
