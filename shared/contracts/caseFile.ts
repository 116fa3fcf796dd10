import { z } from 'zod';
import { colourField, dateField, idField, instantField } from './fields.ts';

const week = z.string().meta({ description: 'An ISO week, such as 2020-W39' });

const figure = z.object({
  releasedOn: dateField,
  colour: colourField,
  cases: z.int().nullable(),
  population: z.int(),
  published: z.number().nullable().meta({ description: 'Per 100,000, as the authority states it' }),
});

/** R7: one decision of the history, with what was known when it was registered and how it stands today. */
const decisionOfHistory = z.object({
  id: idField,
  number: z.int().meta({ description: 'In the order of registration' }),
  kind: z.string(),
  colour: colourField.nullable(),
  scope: z.enum(['whole', 'partial']),
  places: z.array(z.string()).meta({ description: 'Areas, sites and teams of a partial scope' }),
  ranking: z.array(z.string()).meta({ description: 'R13: sites, the first one first' }),
  decidedOn: dateField,
  effectiveFrom: dateField,
  effectiveTo: dateField.nullable(),
  firstTestWeek: week.nullable(),
  intervalWeeks: z.int().nullable(),
  reviewOn: dateField.nullable(),
  reason: z.string(),
  note: z.string().nullable(),
  parties: z.array(z.string()),
  registeredBy: z.string(),
  onBehalfOf: z.string(),
  registeredAt: instantField,
  standing: z
    .enum(['inForce', 'coming', 'superseded', 'withdrawn', 'ended', 'done'])
    .meta({ description: 'Today; `done`: an act that holds for no time, as a closing' }),
  standingBy: z.int().nullable().meta({ description: 'The number of the decision that came in its place' }),
  withdraws: z.int().nullable(),
  figureThen: figure.nullable().meta({ description: 'What was known when it was registered' }),
  figureLater: figure.nullable().meta({
    description: 'What the newest release says of the same week; null while no later one reaches over it',
  }),
  toldOtherwise: z.boolean().meta({ description: 'Later figures give that week another colour' }),
});

export const decisionHistory = z.object({
  code: z.string(),
  name: z.string(),
  decisions: z.array(decisionOfHistory),
});

const followUp = z.object({
  openedOn: dateField,
  closedOn: dateField.nullable(),
  contacts: z.array(
    z.object({
      madeAt: instantField,
      madeBy: z.string(),
      parties: z.array(z.string()),
      circumstances: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

const contact = z.object({
  role: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});

const place = z.object({ id: idField, name: z.string() });

/** R4, R5, R12: a municipality as those who talk about it and decide need it today. */
export const caseFile = z.object({
  today: dateField,
  code: z.string(),
  name: z.string(),
  region: z.string(),
  measured: figure.nullable(),
  decided: z.object({
    colour: colourField,
    scope: z.enum(['whole', 'partial']),
    suspended: z.boolean(),
    since: dateField.nullable(),
  }),
  flowState: z.string(),
  suggestion: z.string().meta({ description: 'What to do next; never a colour' }),
  reviewDueOn: dateField.nullable(),
  testWeeks: z
    .array(z.object({ week, flowWeek: z.int(), state: z.string() }))
    .meta({ description: 'R24: of a decided red municipality, from this week on' }),
  followUps: z.array(followUp).meta({ description: 'With the talks in each, the newest first' }),
  contacts: z
    .object({ municipality: z.array(contact), region: z.array(contact), stps: z.array(contact) })
    .meta({ description: 'P9: whom to call and write to, duty phones first' }),
  suggestedFirstTestWeek: week,
  redDemand: z
    .object({
      people: z.int(),
      withoutSite: z.int().meta({ description: 'Of them, with no open site that serves them' }),
      sites: z.int(),
      testDays: z.int(),
      kits: z.int(),
      laboratories: z.array(
        z.object({ name: z.string(), samples: z.int(), others: z.int(), capacity: z.number() }),
      ),
    })
    .meta({ description: 'What red in the whole municipality would ask for in the suggested week' }),
  places: z
    .object({ areas: z.array(place), sites: z.array(place), teams: z.array(place) })
    .meta({ description: 'What a partial red can name' }),
});

/** R4, R5: an open follow-up in the list of all. */
export const openFollowUp = z.object({
  code: z.string(),
  name: z.string(),
  region: z.string(),
  openedOn: dateField,
  contacted: z.boolean(),
  measuredColour: colourField.nullable(),
  decidedColour: colourField,
  suggestion: z.string().meta({ description: 'What to do next; never a colour' }),
});
