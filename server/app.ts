import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Log } from '../shared/log.ts';
import { ownHostOnly } from './access/ownHost.ts';
import { createAssets } from './web/assets.ts';
import { errorPage, notFound } from './web/errorPages.tsx';
import { readShapes } from './web/map/shapes.ts';
import { pagesRouter } from './web/pages.ts';
import type { WebServices } from './web/services.ts';

export interface AppDeps {
  readonly services: WebServices;
  readonly log: Log;
  /** Mounted before anything else is done to a request: measuring, health, metrics. */
  readonly operations?: readonly RequestHandler[];
  /** Where people reach it beside loopback, by a way in front of it. */
  readonly publicUrl?: string | undefined;
  /** The JSON API, mounted at `/api/v1`. */
  readonly api?: RequestHandler;
}

/** The web server, in the order in which a request meets it. */
export function createApp({ services, log, operations = [], publicUrl, api }: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', false);
  const assets = createAssets();
  const web = { services, asset: assets.url, shapes: readShapes() };

  for (const operation of operations) app.use(operation);
  app.use(requestLog(log));
  app.use(securityHeaders());
  app.use(ownHostOnly(publicUrl));
  if (api) app.use('/api/v1', api);
  app.use(assets.router);
  app.use(pagesRouter(web));
  app.use(notFound(web));
  app.use(errorPage({ ...web, log }));
  return app;
}

/** One line per request, at the level that its outcome deserves; neither cookies nor query strings are written. */
function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    autoLogging: { ignore: ({ url }) => url.startsWith('/assets/') },
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'debug',
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        url: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}

/** Everything comes from here: no inline script or style, no other host, no frame. */
function securityHeaders(): RequestHandler {
  const own = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        fontSrc: own,
        // Leaflet draws its empty tile as a data address.
        imgSrc: [...own, 'data:'],
        connectSrc: own,
        workerSrc: own,
        manifestSrc: own,
        formAction: own,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP on loopback; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
