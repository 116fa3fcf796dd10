/** Texts that hold a CPR number in some spelling. The input check and the database are tried with the same. */
export const CPR_LIKE = [
  'Jens 010180-1234',
  '0101801234',
  '010180 1234',
  '010180–1234',
  '010180 - 1234',
  '010180.1234',
  '010180/1234',
  '01 01 80 1234',
  '01.01.80-1234',
  '31-12-99 1234',
  '０１０１８０１２３４',
  '010180\u200b1234',
  '(010180-1234)',
];

export const HARMLESS = [
  'Anna Højlund, Region Sjælland',
  'ring 70 20 20 20',
  '+4570000000',
  'fra 18-11-2020 kl. 12:00',
  '12 smittede på 4 adresser, 2020-W39',
  'linje\nskift',
];
