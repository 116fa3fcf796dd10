import { type CalendarDate, calendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { IsoWeek } from '../domain/calendar/isoWeek.ts';
import { timeOf } from '../domain/calendar/minutes.ts';
import type { Language } from './language.ts';

/** How numbers, days and times are written. Days are dates, not instants: they are formatted in UTC. */
export interface Formats {
  /** `1.234` or `1,234`. */
  readonly count: (value: number) => string;
  /** Two decimals, for display only: nothing is compared after rounding (R2). */
  readonly decimal: (value: number) => string;
  /** One decimal: kilometres. */
  readonly oneDecimal: (value: number) => string;
  readonly percent: (share: number) => string;
  /** `9. sep. 2020` */
  readonly date: (date: CalendarDate) => string;
  /** `9. sep.` */
  readonly dayAndMonth: (date: CalendarDate) => string;
  /** `ons. 9. sep.` */
  readonly shortDay: (date: CalendarDate) => string;
  /** `september 2020`, of a month written `2020-09`. */
  readonly month: (month: string) => string;
  /** `onsdag den 9. september 2020` */
  readonly longDay: (date: CalendarDate) => string;
  /** `man.` */
  readonly weekday: (date: CalendarDate) => string;
  /** `uge 37, 2020` */
  readonly week: (week: IsoWeek) => string;
  /** Minutes since midnight as `07:30`. */
  readonly time: (minutes: number) => string;
  /** `07:30–08:15` */
  readonly times: (from: number, to: number) => string;
  /** An instant as the day and wall time in Denmark. */
  readonly moment: (instant: Date) => string;
  /** `3 t. 20 min.` */
  readonly duration: (minutes: number) => string;
  readonly list: (parts: readonly string[]) => string;
}

const LOCALES: Record<Language, string> = { da: 'da-DK', en: 'en-GB' };
const WEEK_WORD: Record<Language, string> = { da: 'uge', en: 'week' };
const HOUR_WORD: Record<Language, string> = { da: 't.', en: 'h' };
const MINUTE_WORD: Record<Language, string> = { da: 'min.', en: 'min' };

const CACHE = new Map<Language, Formats>();

export function formatsIn(language: Language): Formats {
  const known = CACHE.get(language);
  if (known) return known;
  const made = makeFormats(language);
  CACHE.set(language, made);
  return made;
}

function makeFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const day = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (date: CalendarDate) => formatter.format(new Date(`${date}T00:00:00Z`));
  };
  const count = number({ maximumFractionDigits: 0 });
  const decimal = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const oneDecimal = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = number({ style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const date = day({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayAndMonth = day({ day: 'numeric', month: 'short' });
  const shortDay = day({ weekday: 'short', day: 'numeric', month: 'short' });
  const monthAndYear = day({ month: 'long', year: 'numeric' });
  const longDay = day({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return {
    count: (value) => count.format(value),
    decimal: (value) => decimal.format(value),
    oneDecimal: (value) => oneDecimal.format(value),
    percent: (share) => percent.format(share),
    date,
    dayAndMonth,
    shortDay,
    longDay,
    month: (text) => monthAndYear(calendarDate(`${text}-01`)),
    weekday: day({ weekday: 'short' }),
    week: (week) => {
      const [year = '', ordinal = ''] = week.split('-W');
      return `${WEEK_WORD[language]} ${String(Number(ordinal))}, ${year}`;
    },
    time: timeOf,
    times: (from, to) => `${timeOf(from)}–${timeOf(to)}`,
    moment: (instant) => {
      const { date: on, time } = wallClock(instant);
      return `${date(on)} ${time}`;
    },
    duration: (minutes) => {
      const whole = Math.round(minutes);
      const hours = Math.floor(whole / 60);
      const rest = `${String(whole % 60)} ${MINUTE_WORD[language]}`;
      return hours === 0 ? rest : `${String(hours)} ${HOUR_WORD[language]} ${rest}`;
    },
    list: (parts) => list.format(parts),
  };
}
