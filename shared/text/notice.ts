import type { NoticeFacts } from '../domain/status/notice.ts';
import { type Formats, formatsIn } from './formats.ts';
import type { Language } from './language.ts';
import { type Text, textIn } from './text.ts';

/** A notice in a language. The subject names a municipality and a thing, never a person. */
export function sayNotice(facts: NoticeFacts, language: Language): { subject: string; body: string } {
  const text = textIn(language);
  const { subject, lines } = say(facts, text, formatsIn(language));
  return { subject, body: `${[...lines, '', text.notices.signature].join('\n')}\n` };
}

interface Said {
  readonly subject: string;
  readonly lines: readonly string[];
}

function say(facts: NoticeFacts, text: Text, format: Formats): Said {
  const { notices } = text;
  const place = text.municipality.title(facts.municipality);
  switch (facts.template) {
    case 'crossing':
      return {
        subject: notices.crossingSubject(place),
        lines: [notices.crossing(place, format.longDay(facts.openedOn)), notices.crossingTask],
      };
    case 'decision':
      return sayDecision(facts, text, format);
    case 'test-week': {
      const week = format.week(facts.week);
      const confirmed = facts.state === 'confirmed';
      return {
        subject: confirmed ? notices.confirmedSubject(place, week) : notices.cancelledSubject(place, week),
        lines: [confirmed ? notices.confirmed(place, week) : notices.cancelled(place, week)],
      };
    }
    case 'review-overdue':
      return {
        subject: notices.reviewSubject(place),
        lines: [notices.review(place, format.longDay(facts.dueOn)), notices.reviewTask],
      };
    case 'left-behind':
      return {
        subject: notices.leftBehindSubject(facts.site),
        lines: [
          notices.leftBehind(
            facts.site,
            format.longDay(facts.date),
            format.count(facts.samples),
            text.pickups.stopStates[facts.state],
          ),
          text.lists.leftBehindText,
        ],
      };
    case 'roll-changed': {
      const day = format.longDay(facts.date);
      const about = facts.site ?? place;
      return {
        subject: notices.rollChangedSubjects[facts.kind](about, day),
        lines: [
          notices.rollChanged[facts.kind](about, day, format.count(facts.people)),
          ...(facts.reason === null ? [] : [`${text.municipality.reason}: ${facts.reason}`]),
          notices.rollChangedBy(facts.by),
        ],
      };
    }
    case 'roll-published':
      return {
        subject: notices.rollSubject(place),
        lines: [
          notices.roll(facts.owner, format.date(facts.from), format.date(facts.to)),
          notices.rollSize(format.count(facts.sessions), format.count(facts.people)),
        ],
      };
  }
}

function sayDecision(facts: NoticeFacts & { template: 'decision' }, text: Text, format: Formats): Said {
  const { notices, municipality, colours, decide } = text;
  const place = municipality.title(facts.municipality);
  const kind = municipality.decisionKinds[facts.kind];
  const colour =
    facts.colour === null
      ? null
      : facts.colour === 'red' && facts.partial
        ? colours.partlyRed
        : facts.kind === 'suspension'
          ? colours.suspended
          : colours[facts.colour];
  const names: Readonly<Record<string, string>> = text.parties;
  const party = (name: string) => names[name] ?? name;
  const weeks = facts.weeks.map(
    ({ week, state }) => `${format.week(week)} (${decide.testWeekStates[state]})`,
  );
  return {
    subject: notices.decisionSubject(place, kind),
    lines: [
      notices.decision(place, kind, format.longDay(facts.decidedOn)),
      ...(colour === null ? [] : [`${colours.decided}: ${colour}`]),
      ...(weeks.length === 0 ? [] : [`${decide.testWeeks}: ${format.list(weeks)}`]),
      ...(facts.reviewOn === null ? [] : [`${municipality.review}: ${format.longDay(facts.reviewOn)}`]),
      `${municipality.reason}: ${facts.reason}`,
      `${municipality.registered} ${municipality.registeredBy(party(facts.registeredBy), party(facts.onBehalfOf))}`,
    ],
  };
}
