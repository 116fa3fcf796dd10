import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Router } from 'express';
import type { AssetName } from './pageContext.ts';
import { DRIVER_WORKER } from './urls.ts';

/** Where an asset comes from: this folder, or a package that is served as it was installed. */
interface Assets {
  readonly url: (name: AssetName) => string;
  readonly router: Router;
}

const require = createRequire(import.meta.url);
const OWN = path.join(import.meta.dirname, 'assets');
/** The package's entry is `dist/js/dkfds.min.js`. */
const DKFDS = path.resolve(require.resolve('dkfds'), '../..');
const LEAFLET = path.dirname(require.resolve('leaflet'));

const FILES: Record<AssetName, { readonly root: string; readonly mount: string; readonly file: string }> = {
  'dkfds.css': { root: DKFDS, mount: 'dkfds', file: 'css/dkfds.min.css' },
  'leaflet.css': { root: LEAFLET, mount: 'leaflet', file: 'leaflet.css' },
  'leaflet.js': { root: LEAFLET, mount: 'leaflet', file: 'leaflet.js' },
  'app.css': { root: OWN, mount: 'own', file: 'app.css' },
  'filter-table.js': { root: OWN, mount: 'own', file: 'filter-table.js' },
  'follow-runs.js': { root: OWN, mount: 'own', file: 'follow-runs.js' },
  'route-map.js': { root: OWN, mount: 'own', file: 'route-map.js' },
  'driver.css': { root: OWN, mount: 'own', file: 'driver.css' },
  'driver.js': { root: OWN, mount: 'own', file: 'driver.js' },
  'change-form.js': { root: OWN, mount: 'own', file: 'change-form.js' },
  'land.json': { root: OWN, mount: 'own', file: 'land.json' },
  'favicon.svg': { root: OWN, mount: 'own', file: 'favicon.svg' },
};

/**
 * Addresses carry a digest of everything that the pages load, so that browsers may keep files for ever and still see
 * the next version at once. Relative addresses inside a stylesheet (fonts) fall under the same digest.
 */
export function createAssets(): Assets {
  const digest = createHash('sha256');
  for (const { root, file } of Object.values(FILES)) digest.update(readFileSync(path.join(root, file)));
  const base = `/assets/${digest.digest('hex').slice(0, 12)}`;
  const router = express.Router();
  const roots = new Map(Object.values(FILES).map(({ root, mount }) => [mount, root]));
  for (const [mount, root] of roots) {
    router.use(`${base}/${mount}`, express.static(root, { immutable: true, maxAge: '365d', index: false }));
  }
  // A service worker answers for addresses below its own, and must be asked for anew each time.
  router.get(DRIVER_WORKER, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('driver-worker.js', { root: OWN });
  });
  return { url: (name) => `${base}/${FILES[name].mount}/${FILES[name].file}`, router };
}
