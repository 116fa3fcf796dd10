// Builds dist/: TypeScript is compiled, everything else that the code reads at run time is copied beside it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const isSource = (file) => /\.tsx?$/.test(file);

rmSync('dist', { recursive: true, force: true });
await import('./build/drawShapes.mjs');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const floor of ['shared', 'db', 'server', 'worker']) {
  if (!existsSync(floor)) continue;
  cpSync(floor, path.join('dist', floor), { recursive: true, filter: (file) => !isSource(file) });
}
