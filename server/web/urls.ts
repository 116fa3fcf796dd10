import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { LANGUAGES, type Language } from '../../shared/text/language.ts';
import type { Text } from '../../shared/text/text.ts';

/** The service worker's: it never changes, since the browsers that have it look there for the next one. */
export const DRIVER_WORKER = '/driver-worker.js';

/** Every address of the pages. An address is written here and nowhere else. */
export interface Urls {
  readonly country: () => string;
  readonly municipality: (code: string) => string;
  readonly followUp: (code: string) => string;
  readonly redStaff: (code: string) => string;
  readonly decide: (code: string) => string;
  readonly agreements: (code: string) => string;
  readonly markReady: (code: string, item: string) => string;
  readonly endAgreement: (of: { code: string; id: string }) => string;
  readonly region: (code: string) => string;
  /** Proposed test days with their answers, of a region or of one municipality in it. */
  readonly testDays: (of: { region: string; municipality?: string | undefined }) => string;
  readonly otherDay: (testDay: string) => string;
  readonly pickups: (at: { regionCode: string; date: CalendarDate }) => string;
  readonly changeList: (at: { regionCode: string; date: CalendarDate }) => string;
  /** The order of a car's day; `car` is its id. */
  readonly order: (of: { regionCode: string; date: CalendarDate; car: string }) => string;
  /** A day's list beside the courier rounds. */
  readonly rounds: (at: { regionCode: string; date: CalendarDate }) => string;
  /** Kits day by day (R46). */
  readonly regionKits: (code: string) => string;
  readonly municipalityKits: (code: string) => string;
  /** A month as `2020-09`. */
  readonly statement: (of: { regionCode: string; month: string }) => string;
  /** The driver's page of one route. */
  readonly route: (id: string) => string;
  /** Of the API: a list as a file. */
  readonly listFile: (of: { planId: string; format: string; route?: number }) => string;
  readonly pickupRoutes: (at: { regionCode: string; date: CalendarDate }) => string;
  /** The contacts of a municipality or region, by code, or of `stps`; one of them in the form. */
  readonly directory: (of: string, contact?: string) => string;
  readonly removeContact: (of: string, id: string) => string;
  readonly notices: () => string;
  readonly reviews: () => string;
  readonly holdReview: (code: string) => string;
  readonly runs: () => string;
  readonly releases: () => string;
  readonly release: (id: string) => string;
  readonly site: (id: string) => string;
  readonly roll: (id: string) => string;
  /** Plan a municipality's next rolls, or plan them again. */
  readonly planRoll: (code: string) => string;
  readonly publishRoll: (roll: string) => string;
  readonly addSession: (at: { roll: string; site?: string }) => string;
  readonly whatIf: (roll: string) => string;
  readonly goals: (roll: string) => string;
  readonly withdrawRoll: (roll: string) => string;
  readonly weekdays: (site: string) => string;
  readonly session: (id: string) => string;
  /** Why a session is on its day. */
  readonly why: (session: string) => string;
  readonly dayForm: (session: string, name: string) => string;
  readonly told: (session: string) => string;
  readonly stepDemo: () => string;
}

/** The same addresses as patterns of the router, below the language. */
export const PATTERNS = {
  country: '/',
  municipality: '/municipalities/:code',
  followUp: '/municipalities/:code/follow-up',
  redStaff: '/municipalities/:code/red-staff',
  decide: '/municipalities/:code/decisions/new',
  agreements: '/municipalities/:code/agreements',
  markReady: '/municipalities/:code/readiness/:item',
  endAgreement: '/municipalities/:code/agreements/:id/end',
  region: '/regions/:code',
  testDays: '/regions/:code/test-days',
  otherDay: '/test-days/:id',
  pickups: '/regions/:code/pickups/:date',
  changeList: '/regions/:code/pickups/:date/change',
  order: '/regions/:code/pickups/:date/order/:car',
  rounds: '/regions/:code/pickups/:date/rounds',
  regionKits: '/regions/:code/kits',
  municipalityKits: '/municipalities/:code/kits',
  statement: '/regions/:code/statements/:month',
  route: '/routes/:id',
  pickupRoutes: '/regions/:code/pickups/:date/routes.geojson',
  directory: '/directory/:of',
  removeContact: '/directory/:of/:id/remove',
  notices: '/notices',
  reviews: '/reviews',
  holdReview: '/municipalities/:code/reviews/new',
  runs: '/runs',
  releases: '/releases',
  release: '/releases/:id',
  site: '/sites/:id',
  roll: '/rolls/:id',
  planRoll: '/municipalities/:code/plan',
  publishRoll: '/rolls/:id/publish',
  addSession: '/rolls/:id/sessions/new',
  whatIf: '/rolls/:id/what-if',
  goals: '/rolls/:id/goals',
  withdrawRoll: '/rolls/:id/withdraw',
  weekdays: '/sites/:id/weekdays',
  session: '/sessions/:id',
  why: '/sessions/:id/why',
  dayForm: '/sessions/:id/do/:name',
  told: '/sessions/:id/told',
  stepDemo: '/demo/step',
} as const satisfies Record<Exclude<keyof Urls, 'listFile'>, string>;

export function urlsIn(language: Language): Urls {
  const below = (path: string) => `/${language}${path}`;
  return {
    country: () => below('/'),
    municipality: (code) => below(`/municipalities/${code}`),
    followUp: (code) => below(`/municipalities/${code}/follow-up`),
    redStaff: (code) => below(`/municipalities/${code}/red-staff`),
    decide: (code) => below(`/municipalities/${code}/decisions/new`),
    markReady: (code, item) => below(`/municipalities/${code}/readiness/${item}`),
    agreements: (code) => below(`/municipalities/${code}/agreements`),
    endAgreement: ({ code, id }) => below(`/municipalities/${code}/agreements/${id}/end`),
    region: (code) => below(`/regions/${code}`),
    testDays: ({ region, municipality }) =>
      below(
        `/regions/${region}/test-days${municipality === undefined ? '' : `?municipality=${municipality}`}`,
      ),
    otherDay: (testDay) => below(`/test-days/${testDay}`),
    pickups: ({ regionCode, date }) => below(`/regions/${regionCode}/pickups/${date}`),
    changeList: ({ regionCode, date }) => below(`/regions/${regionCode}/pickups/${date}/change`),
    order: ({ regionCode, date, car }) => below(`/regions/${regionCode}/pickups/${date}/order/${car}`),
    rounds: ({ regionCode, date }) => below(`/regions/${regionCode}/pickups/${date}/rounds`),
    regionKits: (code) => below(`/regions/${code}/kits`),
    municipalityKits: (code) => below(`/municipalities/${code}/kits`),
    statement: ({ regionCode, month }) => below(`/regions/${regionCode}/statements/${month}`),
    route: (id) => below(`/routes/${id}`),
    listFile: ({ planId, format, route }) =>
      `/api/v1/pickup-lists/${planId}/files/${format}?language=${language}${route === undefined ? '' : `&route=${String(route)}`}`,
    pickupRoutes: ({ regionCode, date }) => below(`/regions/${regionCode}/pickups/${date}/routes.geojson`),
    directory: (of, contact) =>
      below(`/directory/${of}${contact === undefined ? '' : `?contact=${contact}`}`),
    removeContact: (of, id) => below(`/directory/${of}/${id}/remove`),
    notices: () => below('/notices'),
    reviews: () => below('/reviews'),
    holdReview: (code) => below(`/municipalities/${code}/reviews/new`),
    runs: () => below('/runs'),
    releases: () => below('/releases'),
    release: (id) => below(`/releases/${id}`),
    site: (id) => below(`/sites/${id}`),
    roll: (id) => below(`/rolls/${id}`),
    planRoll: (code) => below(`/municipalities/${code}/plan`),
    publishRoll: (roll) => below(`/rolls/${roll}/publish`),
    addSession: ({ roll, site }) =>
      below(`/rolls/${roll}/sessions/new${site === undefined ? '' : `?site=${site}`}`),
    whatIf: (roll) => below(`/rolls/${roll}/what-if`),
    goals: (roll) => below(`/rolls/${roll}/goals`),
    withdrawRoll: (roll) => below(`/rolls/${roll}/withdraw`),
    weekdays: (site) => below(`/sites/${site}/weekdays`),
    session: (id) => below(`/sessions/${id}`),
    why: (session) => below(`/sessions/${session}/why`),
    dayForm: (session, name) => below(`/sessions/${session}/do/${name}`),
    told: (session) => below(`/sessions/${session}/told`),
    stepDemo: () => below('/demo/step'),
  };
}

/** The address to go to after a form: the page there says what was saved (a key of `text.forms.saved`). */
export function afterSaving(address: string, saved: keyof Text['forms']['saved']): string {
  return `${address}?saved=${saved}`;
}

/** The same page in another language: the path behind the language stays. */
export function inLanguage(path: string, language: Language): string {
  const [, first = '', ...rest] = path.split('/');
  const known = LANGUAGES.some((each) => each === first);
  return known ? `/${[language, ...rest].join('/')}` : `/${language}/`;
}
