import type { Owner } from '../../../db/queries/planningSites.ts';
import type { AllotmentShares, NewQuota, NewTestDay, ShareByDate } from '../../../db/queries/allotments.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { SiteDay } from '../../domain/planning/planLoads.ts';
import type { Share } from '../../domain/planning/shares.ts';

interface Given {
  readonly shares: readonly Share[];
  readonly days: readonly SiteDay[];
  readonly owners: readonly Owner[];
  readonly standing: (laboratory: string, date: CalendarDate) => number;
  readonly dates: readonly CalendarDate[];
}

export interface AllotmentRows {
  readonly shares: AllotmentShares;
  readonly quotas: NewQuota[];
  readonly testDays: NewTestDay[];
}

function byDate(shares: readonly Share[]): ShareByDate {
  return Object.fromEntries(
    shares.map(({ date, planned, quota, reserve }) => [date, [planned, quota, reserve]]),
  );
}

/** A site's sessions of a day are one test day. */
function testDays(days: readonly SiteDay[]): NewTestDay[] {
  const rows = new Map<string, NewTestDay>();
  for (const { site, date, people } of days) {
    const key = `${site.id} ${date}`;
    const before = rows.get(key)?.people ?? 0;
    rows.set(key, {
      site: site.id,
      organisation: site.organisation,
      municipality: site.municipality,
      laboratory: site.laboratory,
      date,
      people: before + people,
    });
  }
  return [...rows.values()];
}

export function allotmentRows({ shares, days, owners, standing, dates }: Given): AllotmentRows {
  const municipality = new Map(owners.map((owner) => [owner.id, owner.municipality]));
  const byLaboratory = [...Map.groupBy(shares, ({ laboratory }) => laboratory)];
  return {
    shares: {
      laboratories: Object.fromEntries(
        byLaboratory.map(([laboratory, all]) => [
          laboratory,
          {
            standing: Object.fromEntries(dates.map((date) => [date, standing(laboratory, date)])),
            owners: Object.fromEntries(
              [...Map.groupBy(all, ({ owner }) => owner)].map(([owner, own]) => [owner, byDate(own)]),
            ),
          },
        ]),
      ),
    },
    quotas: shares
      .filter(({ quota }) => quota > 0)
      .map(({ owner, laboratory, date, quota }) => ({
        owner,
        municipality: municipality.get(owner) ?? '',
        laboratory,
        date,
        people: Math.ceil(quota),
      })),
    testDays: testDays(days),
  };
}
