import { createTransport } from 'nodemailer';
import { z } from 'zod';

interface Message {
  /** The same for the same message, so that a receiver can tell a repetition. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** `uncertain`: the connection broke after the message had been handed over; it may have arrived. */
type Handover =
  | { readonly outcome: 'sent'; readonly detail: string }
  | { readonly outcome: 'refused' | 'failed' | 'uncertain'; readonly detail: string };

export interface Mailer {
  readonly send: (message: Message) => Promise<Handover>;
  readonly close: () => void;
}

const PATIENCE_MS = 20_000;

/** Sends through one SMTP server (`smtp://` or `smtps://`, with name and password if it wants them). */
export function openMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(url, {
    from,
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
  });
  return {
    async send(message) {
      try {
        const { response } = await transport.sendMail(message);
        return { outcome: 'sent', detail: response };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** What nodemailer's errors carry. They come from sockets as well, so their class says nothing. */
const smtpError = z.object({
  message: z.string().default('no reason given'),
  code: z.string().optional(),
  syscall: z.string().optional(),
  responseCode: z.number().optional(),
});

/** A word of the server is certain. A connection that was never made carried nothing; one that broke may have. */
function outcomeOf(error: unknown): Handover {
  const parsed = smtpError.safeParse(error);
  if (!parsed.success) return { outcome: 'uncertain', detail: String(error) };
  const { code, syscall, responseCode, message: detail } = parsed.data;
  if (responseCode !== undefined) return { outcome: responseCode >= 500 ? 'refused' : 'failed', detail };
  return { outcome: syscall === 'connect' || code === 'EDNS' ? 'failed' : 'uncertain', detail };
}
