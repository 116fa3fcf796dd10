import { describe, expect, test } from '@jest/globals';
import { plainTextFault, plainTextFaults } from '../../shared/domain/plainText.ts';
import { CPR_LIKE, HARMLESS } from './plainTexts.ts';

describe('what may be written (R57)', () => {
  test.each(CPR_LIKE)('%s is refused, and not repeated', (text) => {
    const fault = plainTextFault(text);
    expect(fault?.code).toBe('personalNumber');
    expect(JSON.stringify(fault)).not.toContain('1234');
  });

  test.each(HARMLESS)('%s is taken', (text) => {
    expect(plainTextFault(text)).toBeUndefined();
  });

  test('a character that the database cannot keep is a fault, at its field', () => {
    expect(plainTextFaults({ note: 'a\u0000b', reason: 'fine', circumstances: undefined })).toMatchObject([
      { place: 'note', code: 'controlCharacter' },
    ]);
    expect(plainTextFaults({ parties: ['stps', '0101801234'] })).toMatchObject([{ place: 'parties' }]);
  });
});
