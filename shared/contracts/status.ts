import { z } from 'zod';
import { isIsoWeek } from '../domain/calendar/isoWeek.ts';
import { AGREEMENT_RULE_NAMES } from '../domain/policy/agreements.ts';
import { OUTCOMES } from '../domain/status/outcome.ts';
import { PARTIES } from '../domain/status/party.ts';
import { colourField, dateField, idField, instantField, plainLine, plainText } from './fields.ts';

const weekField = z.string().refine(isIsoWeek, 'no such ISO week').meta({ description: 'Such as 2020-W39' });

const line = plainLine;
const party = z.enum(PARTIES);
const text = plainText(4000);

/** R4: a talk between municipality, region and STPS. */
export const contactBody = z.strictObject({
  madeAt: instantField.optional().meta({ description: 'Default: now' }),
  madeBy: line,
  parties: z.array(party).min(1),
  circumstances: text.optional(),
  note: text.optional(),
});

export const loggedContact = z.object({
  contactId: idField,
  followUpId: idField,
  opened: z.boolean().meta({ description: 'There was no open follow-up: the talk has opened one' }),
});

/** R6–R8, R13, R15: what people have decided, handed in by somebody on somebody's behalf. */
export const decisionBody = z.strictObject({
  id: idField.optional().meta({ description: 'Chosen by the sender, so that sending twice registers once' }),
  outcome: z.enum(OUTCOMES),
  decidedOn: dateField.optional().meta({ description: 'Default: today' }),
  effectiveFrom: dateField.optional().meta({ description: 'Default: the day of the decision' }),
  effectiveTo: dateField.optional().meta({ description: 'The last day of an intensity or a prioritisation' }),
  firstTestWeek: weekField.optional(),
  intervalWeeks: z.int().min(1).max(26).optional(),
  reviewOn: dateField.optional(),
  areas: z.array(idField).optional(),
  sites: z.array(idField).optional(),
  teams: z.array(idField).optional(),
  ranking: z.array(idField).optional().meta({ description: 'prioritise: sites, the first one first' }),
  supersedes: idField.optional().meta({ description: 'withdraw: which decision' }),
  reason: text.min(1),
  parties: z.array(party).min(1),
  registeredBy: line,
  onBehalfOf: party,
  note: text.optional().meta({ description: 'The signal group’s input, for instance' }),
});

/** R7: registering shows the effect first. */
export const registerBody = decisionBody.extend({
  basedOn: z
    .string()
    .regex(/^[0-9a-f]{32}$/u, 'the basedOn of a preview')
    .meta({
      description:
        'The `basedOn` of the preview of this decision. 409 when something has changed since: preview it again',
    }),
});

const decidedState = z.object({
  colour: colourField,
  scope: z.enum(['whole', 'partial']),
  suspended: z.boolean(),
  intervalWeeks: z.int().nullable().meta({ description: 'Of a higher intensity in force' }),
});

const redDemand = z.object({
  week: z.string(),
  people: z.int(),
  withoutSite: z.int(),
  sites: z.int(),
  testDays: z.int(),
  kits: z.int(),
  laboratories: z.array(
    z.object({ name: z.string(), samples: z.int(), others: z.int(), capacity: z.number() }),
  ),
});

export const decisionPreview = z.object({
  basedOn: z.string().meta({ description: 'Handed back to register what this preview shows' }),
  faults: z.array(z.object({ place: z.string(), message: z.string(), code: z.string().optional() })),
  before: decidedState,
  after: decidedState,
  suggestedFirstTestWeek: z.string(),
  closesWhileRed: z.boolean().meta({
    description: 'The follow-up would be closed while measured red; figures after that day open a new one',
  }),
  noChange: z.boolean().meta({ description: 'It says what holds already: nothing follows from it' }),
  testWeeks: z.array(z.object({ week: z.string(), flowWeek: z.int(), state: z.string() })),
  reviewDueOn: dateField.nullable(),
  demand: redDemand.nullable().meta({ description: 'What the next red test week asks for' }),
});

export const registeredDecision = decisionPreview.extend({ id: idField, number: z.int() });

/** R16: a practical rule, changed for a place and a time. */
export const agreementBody = z.strictObject({
  rule: z.enum(AGREEMENT_RULE_NAMES),
  params: z.record(z.string(), z.unknown()).meta({ description: 'The values of the rule, judged by it' }),
  area: idField.optional(),
  site: idField.optional(),
  parties: z.array(party).min(1),
  from: dateField,
  to: dateField.optional().meta({ description: 'The last day; left out: until it is ended' }),
  reason: text.min(1),
  registeredBy: line,
  onBehalfOf: party,
});

export const agreementEnd = z.strictObject({ endsOn: dateField, endedBy: line });

export const agreement = z.object({
  id: idField,
  rule: z.string(),
  params: z.record(z.string(), z.unknown()),
  place: z.string().nullable(),
  from: dateField,
  to: dateField.nullable(),
  state: z.enum(['coming', 'inForce', 'ended']),
  overruledBy: z.enum(['red', 'intensity']).nullable(),
  parties: z.array(z.string()),
  reason: z.string(),
  registeredBy: z.string(),
  onBehalfOf: z.string(),
  registeredAt: instantField,
});

/** R12: an assessment that left the municipality as it was. */
export const reviewBody = z.strictObject({
  heldBy: line,
  parties: z.array(party).min(1),
  note: text.optional(),
});

export const pendingReview = z.object({
  code: z.string(),
  name: z.string(),
  dueOn: dateField,
  overdue: z.boolean(),
  measuredColour: colourField.nullable(),
  decidedColour: colourField,
  suggestion: z.string().meta({ description: 'What to do next; never a colour' }),
});

/** R7: what a party was told, in both languages, and whether it reached them. */
export const notice = z.object({
  id: idField,
  addressee: z.string(),
  municipality: z.string(),
  template: z.string(),
  createdAt: instantField,
  da: z.object({ subject: z.string(), body: z.string() }),
  en: z.object({ subject: z.string(), body: z.string() }),
  deliveries: z.array(z.object({ recipient: z.string(), language: z.enum(['da', 'en']), state: z.string() })),
});
