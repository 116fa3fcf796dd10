import { type RequestHandler, Router } from 'express';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../../db/connect.ts';
import type { FiguresWatch } from '../../shared/usecases/watchFigures.ts';

export interface HealthDeps {
  readonly db: Db;
  /** True from the moment that shutdown begins: a balancer then sends nobody here any more. */
  readonly stopping: () => boolean;
  readonly figures: () => Promise<FiguresWatch>;
}

/** `/healthz`: the process answers. `/readyz`: it can also work; how old the figures are is told, and stops nobody. */
export function healthRouter({ db, stopping, figures }: HealthDeps): Router {
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
    const known = database ? await figures().catch(() => undefined) : undefined;
    const figuresDetail = known && { ...known.age, quarantined: known.quarantined };
    response.status(ready ? 200 : 503).json({
      ready,
      database,
      stopping: stopping(),
      ...(figuresDetail ? { figures: figuresDetail } : {}),
    });
  });
  return router;
}

export interface Metrics {
  /** Measures every request; mount it first. */
  readonly measure: RequestHandler;
  readonly router: Router;
}

/** `/metrics` in the text format of Prometheus. A registry of its own, so that two apps in one process do not clash. */
export function createMetrics(figures: () => Promise<FiguresWatch>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const noteFigures = figuresGauges(registry);
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
    await noteFigures(figures);
    response.type(registry.contentType).send(await registry.metrics());
  });
  return { measure, router };
}

/** A17, for whoever watches: how old the figures are, and what waits for a person. */
function figuresGauges(registry: Registry): (figures: () => Promise<FiguresWatch>) => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const age = gauge('podeplan_figures_age_hours', 'Age of the newest applied release');
  const stale = gauge('podeplan_figures_stale', '1 when the newest release is older than the policy allows');
  const late = gauge('podeplan_figures_late', '1 when the day’s release has not come by its hour');
  const held = gauge('podeplan_releases_quarantined', 'Releases that wait for somebody to judge them');
  return async (figures) => {
    // Without a database the other figures are still worth collecting.
    const known = await figures().catch(() => undefined);
    if (known?.age) age.set(known.age.hours);
    stale.set(known?.age?.stale ? 1 : 0);
    late.set(known?.age?.late ? 1 : 0);
    held.set(known?.quarantined ?? 0);
  };
}

/** Few values, whatever is asked for: labels with ids in them would fill the memory of whoever collects them. */
function areaOf(path: string): string {
  if (path.startsWith('/api/')) return 'api';
  if (path.startsWith('/assets/')) return 'assets';
  return ['/healthz', '/readyz', '/metrics'].includes(path) ? 'operations' : 'pages';
}
