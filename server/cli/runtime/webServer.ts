import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { isIPv4, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainProblem } from '../../../shared/domain/problem.ts';

export interface WebServer {
  readonly address: string;
  /** Takes no more requests; those under way get a moment. */
  readonly close: () => Promise<void>;
}

const GRACE_MS = 300;

/** @throws DomainProblem `refused-by-rule` when other machines could reach the address: nobody has to log in yet. */
export function refuseBeyondLoopback(host: string): void {
  if (host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))) return;
  throw new DomainProblem(
    'refused-by-rule',
    `HOST is ${host}, and other machines could come in there: Podeplan has no login yet and listens on loopback only ` +
      '(127.0.0.1, ::1 or localhost)',
  );
}

/** @throws DomainProblem `conflict` when the port is taken. */
export async function listen(
  app: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<WebServer> {
  const server = createServer(app).listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new DomainProblem(
      'conflict',
      `Port ${port} on ${host} is in use by another program: stop it, or set PORT to another number`,
    );
  }
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    address: `http://${name}:${bound.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.race([closed, sleep(GRACE_MS, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}
