import type { NightScript } from '../../../worker/steps/nightDeps.ts';

/** In an installation a release is imported by a person. */
export const INSTALLATION_SCRIPT: NightScript = {
  release: () => Promise.resolve(undefined),
};
