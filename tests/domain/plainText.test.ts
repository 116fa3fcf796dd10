import { describe, expect, test } from '@jest/globals';
import { plainTextFault, plainTextFaults } from '../../shared/domain/plainText.ts';

describe('what may be written (R57)', () => {
  test.each([
    'Jens 010180-1234',
    '0101801234',
    '010180 1234',
    '010180–1234',
    '010180 - 1234',
    '01 01 80 1234',
    '01.01.80-1234',
    '０１０１８０１２３４',
    '010180\u200b1234',
    '(010180-1234)',
  ])('%s is refused, and not repeated', (text) => {
    const fault = plainTextFault(text);
    expect(fault?.code).toBe('personalNumber');
    expect(JSON.stringify(fault)).not.toContain('1234');
  });

  test.each([
    'Anna Højlund, Region Sjælland',
    'ring 70 20 20 20',
    '+4570000000',
    'fra 18-11-2020 kl. 12:00',
    '12 smittede på 4 adresser, 2020-W39',
    'linje\nskift',
  ])('%s is taken', (text) => {
    expect(plainTextFault(text)).toBeUndefined();
  });

  test('a character that the database cannot keep is a fault, at its field', () => {
    expect(plainTextFaults({ note: 'a\u0000b', reason: 'fine', circumstances: undefined })).toMatchObject([
      { place: 'note', code: 'controlCharacter' },
    ]);
    expect(plainTextFaults({ parties: ['stps', '0101801234'] })).toMatchObject([{ place: 'parties' }]);
  });
});
