import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { FrameView } from '../../shared/contracts/views/frame.ts';
import { DomainProblem, type DomainProblemKind } from '../../shared/domain/problem.ts';
import type { Log } from '../../shared/log.ts';
import type { Text } from '../../shared/text/text.ts';
import type { WebDeps } from './endpoints/endpoint.ts';
import { MessagePage } from './pages/MessagePage.tsx';
import { pageContext } from './pageContext.ts';
import { sendPage } from './render.ts';
import { languageOf } from './requests.ts';

interface Outcome {
  readonly status: number;
  readonly heading: (text: Text) => string;
}

/** What a page makes of each kind. Exhaustive: a new kind does not compile until it has a line here. */
const OUTCOMES: Record<DomainProblemKind, Outcome> = {
  'bad-file': { status: 422, heading: (text) => text.errors.invalidHeading },
  'invalid-input': { status: 400, heading: (text) => text.errors.invalidHeading },
  'not-found': { status: 404, heading: (text) => text.errors.notFoundHeading },
  conflict: { status: 409, heading: (text) => text.errors.refusedHeading },
  'refused-by-rule': { status: 422, heading: (text) => text.errors.refusedHeading },
  quarantined: { status: 409, heading: (text) => text.errors.refusedHeading },
  unavailable: { status: 503, heading: (text) => text.errors.unavailableHeading },
};

/** The frame needs the database; a page that says what is wrong must not. */
const BARE_FRAME: FrameView = { regions: [], working: false, figures: null, demo: null };

function barePage({ asset }: Pick<WebDeps, 'asset'>, request: Request) {
  return pageContext({ language: languageOf(request), path: request.path, frame: BARE_FRAME, asset });
}

export function notFound(deps: Pick<WebDeps, 'asset'>): RequestHandler {
  return (request, response) => {
    const page = barePage(deps, request);
    const { notFoundHeading, notFoundText } = page.text.errors;
    sendPage(response, <MessagePage page={page} heading={notFoundHeading} text={notFoundText} />, 404);
  };
}

/** The last handler: a problem becomes a page with its sentence, a bug is logged and told without details. */
export function errorPage(deps: Pick<WebDeps, 'asset'> & { log: Log }): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const page = barePage(deps, request);
    const { errors } = page.text;
    if (error instanceof DomainProblem) {
      const { status, heading } = OUTCOMES[error.kind];
      const text = error.kind === 'not-found' ? errors.notFoundText : error.message;
      sendPage(
        response,
        <MessagePage page={page} heading={heading(page.text)} text={text} faults={error.faults} />,
        status,
      );
      return;
    }
    const unreadable = clientStatusOf(error);
    if (unreadable === undefined) deps.log.error({ err: error, url: request.originalUrl }, 'a page failed');
    const [heading, text] = unreadable
      ? [errors.invalidHeading, errors.notFoundText]
      : [errors.crashHeading, errors.crashText];
    sendPage(response, <MessagePage page={page} heading={heading} text={text} />, unreadable ?? 500);
  };
}

/** Errors that express and its parsers raise for a bad request carry a status of their own. */
function clientStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
