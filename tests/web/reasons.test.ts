import { describe, expect, test } from '@jest/globals';
import type { UnplacedView } from '../../shared/contracts/views/municipality.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { UNSERVED_LIMITS } from '../../shared/domain/pickups/plan.ts';
import { formatsIn } from '../../shared/text/formats.ts';
import { LANGUAGES } from '../../shared/text/language.ts';
import { textIn } from '../../shared/text/text.ts';
import { unplacedSentences } from '../../shared/text/unplaced.ts';

const view: UnplacedView = {
  people: 3,
  limit: 'no-places',
  due: calendarDate('2020-10-18'),
  message: 'offer-7: …',
  fix: '…',
  facts: {
    shift: 'night',
    sites: ['Humlehusene', 'Åkandehuset'],
    site: 'Humlehusene',
    earliest: calendarDate('2020-09-14'),
    date: calendarDate('2020-09-25'),
    window: { fromMinute: 1350, toMinute: 1410 },
    people: 14,
    places: 12,
    windows: 2,
    laboratory: 'Herlev',
    capacity: 900,
    laterHelps: false,
  },
};
const said = (language: (typeof LANGUAGES)[number], change: Partial<UnplacedView> = {}) =>
  unplacedSentences({ text: textIn(language), format: formatsIn(language) }, { ...view, ...change });

describe('why somebody has no time', () => {
  test.each([
    [
      'no-duty',
      'Intet tidsrum på Humlehusene og Åkandehuset ligger i eller lige ved en nattevagt mellem 14. sep. 2020 og 18. okt. 2020.',
    ],
    ['closed', 'Humlehusene fre. 25. sep. 22:30–23:30 ville passe, men den dag er lukket.'],
    [
      'notice',
      'Humlehusene fre. 25. sep. 22:30–23:30 ville passe, men det er tættere på, end varslet tillader.',
    ],
    ['no-swabber', 'Ingen anden, der kan pode, er ledig: Humlehusene fre. 25. sep. 22:30–23:30.'],
    [
      'no-places',
      '14 personer deler 12 pladser i 2 tidsrum på Humlehusene og Åkandehuset frem til 18. okt. 2020.',
    ],
    ['pool', 'De arbejdsstationer, som Humlehusene deler, er alle i brug.'],
    [
      'lab-capacity',
      '14 personer er afhængige af dage, der er fulde hos Herlev, blandt dem fre. 25. sep. (kapacitet 900).',
    ],
    ['age', 'Prøverne ville være for gamle, når de når frem: Humlehusene fre. 25. sep. 22:30–23:30.'],
  ])('%s: the witness in Danish, and a fix in both languages', (limit, witness) => {
    expect(said('da', { limit })?.witness).toBe(witness);
    for (const language of LANGUAGES) expect(said(language, { limit })?.fix).toMatch(/^[A-ZÆØÅ].{10,}\.$/);
  });

  test('a later due day is named where it would help', () => {
    const facts = { ...view.facts, laterHelps: true };
    expect(said('en', { limit: 'no-duty', facts })?.fix).toBe('Let the offer be due Fri 25 Sept or later.');
  });

  test('facts that do not say enough, or a limit of tomorrow: nothing is made up', () => {
    expect(said('da', { facts: { ...view.facts, site: null } })).toBeUndefined();
    expect(said('da', { limit: 'something-new' })).toBeUndefined();
  });
});

test.each(LANGUAGES)('every limit of a pickup has its sentence and fix in %s', (language) => {
  const { unserved, unservedFix } = textIn(language);
  expect(Object.keys(unserved).sort()).toEqual([...UNSERVED_LIMITS].sort());
  expect(Object.keys(unservedFix).sort()).toEqual([...UNSERVED_LIMITS].sort());
});
