import { LIMITS } from '../../plan.ts';
import type { RollRule } from '../facts.ts';

export const reason: RollRule = {
  id: 'reason',
  says: 'Everybody unplaced has one limit of the list, a witness and a fix (A19).',
  *check({ plan }) {
    const known: readonly string[] = LIMITS;
    for (const [i, { limit, message, fix }] of plan.unplaced.entries()) {
      const fault = (text: string) => ({
        rule: 'reason',
        path: `$.unplaced[${i}]`,
        message: text,
        warning: false,
      });
      if (!known.includes(limit)) yield fault(`"${limit}" is none of ${known.join(', ')}`);
      if (message.trim() === '') yield fault('names no witness');
      if (fix.trim() === '') yield fault('names no fix');
    }
  },
};
