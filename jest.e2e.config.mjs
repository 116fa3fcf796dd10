import base from './jest.config.mjs';

/** The pages in a real browser: `npm run test:e2e`. The ordinary suite needs none. */
export default {
  ...base,
  roots: ['<rootDir>/tests/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
