import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Pages show what is true now: nobody keeps a copy without asking again. */
export function sendPage(response: Response, markup: VNode, status = 200): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(`<!doctype html>${renderToString(markup)}`);
}
