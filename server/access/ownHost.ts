import { isIPv4 } from 'node:net';
import type { RequestHandler } from 'express';
import { textIn } from '../../shared/text/text.ts';
import { LANGUAGES } from '../../shared/text/language.ts';

const MISDIRECTED = 421;

/**
 * Answers only to names that are its own: loopback's, and the one of `publicUrl`. Nobody logs in yet, so a foreign name
 * that is made to point here (DNS rebinding) would let its pages read and write through a visitor's browser, as pages of
 * the same origin.
 */
export function ownHostOnly(publicUrl?: string): RequestHandler {
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  return (request, response, next) => {
    const name = hostnameOf(request.get('host'));
    if (name !== undefined && (isLoopback(name) || name === own)) {
      next();
      return;
    }
    const sentences = LANGUAGES.map((language) => textIn(language).errors.otherHost);
    if (request.path.startsWith('/api/')) {
      response
        .status(MISDIRECTED)
        .type('application/problem+json')
        .send(
          JSON.stringify({
            type: 'about:blank',
            title: 'The request is for another host',
            status: MISDIRECTED,
            detail: textIn('en').errors.otherHost,
          }),
        );
    } else
      response
        .status(MISDIRECTED)
        .type('text/plain')
        .send(`${sentences.join('\n\n')}\n`);
  };
}

function hostnameOf(host: string | undefined): string | undefined {
  return URL.parse(`http://${host ?? ''}`)?.hostname;
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
