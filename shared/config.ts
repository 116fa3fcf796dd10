import path from 'node:path';
import { z } from 'zod';
import { DomainProblem } from './domain/problem.ts';

/** The same rule as the fetching itself has, told when the process starts and not in the afternoon. */
function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  const loopback = ['127.0.0.1', '[::1]', 'localhost'];
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.includes(url.hostname));
}

/** Everything that the environment may say. Read once, at the roof (`server/cli`), and passed down by hand. */
const environment = z.object({
  /** PostgreSQL ≥ 15. Absent: the embedded server. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Absent: BullMQ's PostgreSQL backend, in the same database. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** A routing service for travel times. Absent: the embedded estimate. */
  ROUTING_URL: z.url({ protocol: /^https?$/ }).optional(),
  ROUTING_KIND: z.enum(['osrm', 'valhalla']).default('osrm'),
  /** What the service calls a car: OSRM `driving`, Valhalla `auto`. */
  ROUTING_PROFILE: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
  /** What the service takes in one request: coordinates for OSRM (`--max-table-size`), pairs for Valhalla. */
  ROUTING_LIMIT: z.coerce.number().int().min(2).max(1_000_000).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Where people reach the pages when not at loopback: its name is answered to as well. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where the embedded database lives. */
  PODEPLAN_DATA_DIR: z.string().min(1).default('.podeplan'),
  /** Where the authority's release of a day is fetched from. Absent: people import. */
  INCIDENCE_URL: z.string().refine(isSafeAddress, 'an HTTPS address').optional(),
  /** By Copenhagen's clock; from then on it is asked for until it is there. */
  INCIDENCE_FROM: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time, HH:MM')
    .default('14:00'),
  INCIDENCE_EVERY_MINUTES: z.coerce.number().int().min(1).max(59).default(15),
  /** The server that takes the notices, with name and password if it wants them. Absent: they are read on a page. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom the notices come from. */
  MAIL_FROM: z.email().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** A routing service, as configured. */
interface RoutingConfig {
  readonly url: string;
  readonly kind: 'osrm' | 'valhalla';
  readonly profile: string | undefined;
  readonly limit: number | undefined;
}

export interface Config {
  readonly routing: RoutingConfig | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly logLevel: string;
  readonly incidence: IncidenceConfig | undefined;
  readonly mail: { readonly url: string; readonly from: string } | undefined;
}

interface IncidenceConfig {
  readonly address: string;
  /** `HH:MM` in Copenhagen. */
  readonly fromTime: string;
  readonly everyMinutes: number;
}

export function readConfig(env: NodeJS.ProcessEnv, cwd: string): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      place: issue.path.join('.'),
      message: issue.message,
    }));
    throw new DomainProblem('invalid-input', 'The environment is not usable', faults);
  }
  const { data } = parsed;
  if ((data.SMTP_URL === undefined) !== (data.MAIL_FROM === undefined)) {
    throw new DomainProblem('invalid-input', 'The environment is not usable', [
      {
        place: data.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM',
        message: 'goes with the other of the two',
      },
    ]);
  }
  return {
    routing:
      data.ROUTING_URL === undefined
        ? undefined
        : {
            url: data.ROUTING_URL,
            kind: data.ROUTING_KIND,
            profile: data.ROUTING_PROFILE,
            limit: data.ROUTING_LIMIT,
          },
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    dataDir: path.resolve(cwd, data.PODEPLAN_DATA_DIR),
    logLevel: data.LOG_LEVEL,
    mail:
      data.SMTP_URL === undefined || data.MAIL_FROM === undefined
        ? undefined
        : { url: data.SMTP_URL, from: data.MAIL_FROM },
    incidence:
      data.INCIDENCE_URL === undefined
        ? undefined
        : {
            address: data.INCIDENCE_URL,
            fromTime: data.INCIDENCE_FROM,
            everyMinutes: data.INCIDENCE_EVERY_MINUTES,
          },
  };
}
