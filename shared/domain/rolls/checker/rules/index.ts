import type { RollRule } from '../facts.ts';
import { age } from './age.ts';
import { date } from './date.ts';
import { due } from './due.ts';
import { duty } from './duty.ts';
import { labCapacity } from './labCapacity.ts';
import { labDate } from './labDate.ts';
import { lane } from './lane.ts';
import { locked } from './locked.ts';
import { once } from './once.ts';
import { ownSample } from './ownSample.ts';
import { pool } from './pool.ts';
import { reason } from './reason.ts';
import { swabber } from './swabber.ts';
import { window } from './window.ts';

/** Every hard rule of a roll. A new one is a file here, a line below and a test. */
export const ROLL_RULES: readonly RollRule[] = [
  once,
  window,
  date,
  duty,
  due,
  lane,
  swabber,
  ownSample,
  pool,
  labDate,
  labCapacity,
  age,
  locked,
  reason,
];
