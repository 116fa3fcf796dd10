import type { ErrorRequestHandler, Response } from 'express';
import type { ProblemDetails } from '../../shared/contracts/problemDetails.ts';
import { DomainProblem, type DomainProblemKind } from '../../shared/domain/problem.ts';
import type { Log } from '../../shared/log.ts';

interface Outcome {
  readonly status: number;
  readonly title: string;
}

/** What HTTP makes of each kind. Exhaustive: a new kind does not compile until it has a line here. */
const OUTCOMES: Record<DomainProblemKind, Outcome> = {
  'bad-file': { status: 422, title: 'The file cannot be read as what it claims to be' },
  'invalid-input': { status: 400, title: 'The request breaks its schema' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'It is true already, or changed meanwhile' },
  'refused-by-rule': { status: 422, title: 'A rule says no' },
  quarantined: { status: 409, title: 'The release is held back' },
  unavailable: { status: 503, title: 'Something that this needs is down' },
};

function send(response: Response, details: ProblemDetails): void {
  response.status(details.status).type('application/problem+json').send(JSON.stringify(details));
}

function problemDetailsOf(problem: DomainProblem, instance: string): ProblemDetails {
  return {
    type: `/api/v1/problems/${problem.kind}`,
    ...OUTCOMES[problem.kind],
    detail: problem.message,
    instance,
    ...(problem.faults.length > 0 ? { faults: [...problem.faults] } : {}),
  };
}

/** Errors that express and its parsers raise for a bad request carry a status of their own. */
function clientStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** The last handler of the API: a problem is told in full, a bug is logged and told as 500 without details. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const instance = request.originalUrl;
    if (error instanceof DomainProblem) {
      send(response, problemDetailsOf(error, instance));
      return;
    }
    const clientStatus = clientStatusOf(error);
    if (clientStatus !== undefined) {
      send(response, {
        type: 'about:blank',
        title: 'The request cannot be read',
        status: clientStatus,
        instance,
      });
      return;
    }
    log.error({ err: error, url: instance }, 'a request failed');
    send(response, { type: 'about:blank', title: 'Internal error', status: 500, instance });
  };
}
