import { type RequestHandler, Router } from 'express';
import { sql } from 'kysely';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Db } from '../../db/connect.ts';

export interface HealthDeps {
  readonly db: Db;
  /** True from the moment that shutdown begins: a balancer then sends nobody here any more. */
  readonly stopping: () => boolean;
}

/** `/healthz`: the process answers. `/readyz`: it can also work. */
export function healthRouter({ db, stopping }: HealthDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const database = await sql`SELECT 1`.execute(db).then(
      () => true,
      () => false,
    );
    const ready = database && !stopping();
    response.status(ready ? 200 : 503).json({ ready, database, stopping: stopping() });
  });
  return router;
}

export interface Metrics {
  /** Measures every request; mount it first. */
  readonly measure: RequestHandler;
  readonly router: Router;
}

/** `/metrics` in the text format of Prometheus. A registry of its own, so that two apps in one process do not clash. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'podeplan_http_request_seconds',
    help: 'Time to answer, by method, kind of path and status',
    labelNames: ['method', 'area', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const measure: RequestHandler = (request, response, next) => {
    const stop = seconds.startTimer({ method: request.method, area: areaOf(request.path) });
    response.once('finish', () => stop({ status: String(response.statusCode) }));
    next();
  };
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return { measure, router };
}

/** Few values, whatever is asked for: labels with ids in them would fill the memory of whoever collects them. */
function areaOf(path: string): string {
  if (path.startsWith('/api/')) return 'api';
  if (path.startsWith('/assets/')) return 'assets';
  return ['/healthz', '/readyz', '/metrics'].includes(path) ? 'operations' : 'pages';
}
