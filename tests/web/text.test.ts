import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import { formatsIn } from '../../shared/text/formats.ts';
import { danish } from '../../shared/text/da/text.ts';
import { english } from '../../shared/text/en/text.ts';

/** Every sentence of a language by its key; those that take facts are said with their places. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${key}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') {
      const places = Array.from({ length: value.length }, (_, i) => `<${String(i)}>`);
      return [[at, String((value as (...facts: string[]) => unknown)(...places))]];
    }
    return sentences(value as object, at);
  });
}

describe('the two languages', () => {
  test('no sentence is empty, and each says every fact that it is given', () => {
    for (const [key, sentence] of [...sentences(danish), ...sentences(english)]) {
      expect([key, sentence.trim()]).not.toEqual([key, '']);
      expect([key, sentence]).not.toEqual([key, expect.stringContaining('undefined')]);
    }
    const places = (sentence: string) => (sentence.match(/<\d>/g) ?? []).sort();
    const other = new Map(sentences(english));
    for (const [key, sentence] of sentences(danish)) {
      expect([key, places(other.get(key) ?? '')]).toEqual([key, places(sentence)]);
    }
  });

  test('the words that users do not use are not there (terms)', () => {
    for (const [key, sentence] of sentences(danish)) {
      expect([key, sentence]).not.toEqual([
        key,
        expect.stringMatching(/karantæne|\bkørsel|\brul(?:let)?\b/i),
      ]);
    }
  });
});

describe('numbers and days', () => {
  const [da, en] = [formatsIn('da'), formatsIn('en')];
  const date = calendarDate('2020-09-09');

  test('are written as the language writes them', () => {
    expect([da.count(32_000), en.count(32_000)]).toEqual(['32.000', '32,000']);
    expect([da.decimal(20.005), en.decimal(4.3)]).toEqual(['20,01', '4.30']);
    expect([da.longDay(date), en.longDay(date)]).toEqual([
      'onsdag den 9. september 2020',
      'Wednesday, 9 September 2020',
    ]);
    expect([da.week(isoWeek('2020-W53')), en.week(isoWeek('2020-W53'))]).toEqual([
      'uge 53, 2020',
      'week 53, 2020',
    ]);
    expect([da.times(390, 1440), da.duration(200), en.duration(45)]).toEqual([
      '06:30–24:00',
      '3 t. 20 min.',
      '45 min',
    ]);
  });

  test('a moment is told in Danish time, before and after the clocks change', () => {
    expect(da.moment(new Date('2020-10-24T22:30:00Z'))).toBe('25. okt. 2020 00:30');
    expect(da.moment(new Date('2020-10-25T22:30:00Z'))).toBe('25. okt. 2020 23:30');
  });
});
