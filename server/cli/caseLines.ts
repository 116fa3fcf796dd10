import type { DecidedView, MeasuredView } from '../../shared/contracts/views/country.ts';
import type { FollowUpView } from '../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { RedDemand } from '../../shared/domain/planning/redDemand.ts';

/** What the commands about a municipality's case say alike. */
export function colourLine({
  colour,
  partial,
  suspended,
}: Pick<DecidedView, 'colour' | 'partial' | 'suspended'>): string {
  return `${colour}${partial ? ' in part' : ''}${suspended ? ' (suspended)' : ''}`;
}

export function figureText(
  { colour, cases, population, published }: MeasuredView,
  releasedOn: CalendarDate,
): string {
  const counts = [
    ...(published === null ? [] : [`${published} per 100,000 as published`]),
    ...(cases === null ? [] : [`${cases} cases among ${population}`]),
  ];
  return `${colour}: ${counts.join(', ')} (release of ${releasedOn})`;
}

export function testWeekLine(weeks: readonly { readonly week: IsoWeek; readonly state: string }[]): string {
  return `Test weeks: ${weeks.map(({ week, state }) => `${week} ${state}`).join(', ')}`;
}

export function talkLine({
  madeAt,
  madeBy,
  parties,
  circumstances,
  note,
}: FollowUpView['contacts'][number]): string {
  const said = [circumstances, note].filter((text) => text !== null);
  return `${madeAt.toISOString()}  ${madeBy} with ${parties.join(', ')}${said.length > 0 ? `: ${said.join(' · ')}` : ''}`;
}

export function demandLines(demand: RedDemand & { readonly week: IsoWeek }): string[] {
  const { week, people, sites, testDays, kits, withoutSite, laboratories } = demand;
  const left = withoutSite > 0 ? `, ${withoutSite} of them without an open site` : '';
  return [
    `${week} asks for: ${people} people at ${sites} sites${left}; ${testDays} test days, ${kits} kits`,
    ...laboratories.map(
      ({ name, samples, others, capacity }) =>
        `${name}: ${samples} samples, ${others} of others, capacity ${capacity} in the week`,
    ),
  ];
}
