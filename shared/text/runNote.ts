import type { RunNote } from '../contracts/runNotes.ts';
import { type Formats, formatsIn } from './formats.ts';
import type { Language } from './language.ts';
import { type Text, textIn } from './text.ts';

/** What a step of a run found, in a language. A sentence of an earlier version stays as it was written. */
export function sayRunNote(note: RunNote | string, language: Language): string {
  return typeof note === 'string' ? note : say(note, textIn(language), formatsIn(language));
}

function say(note: RunNote, { runs, releases }: Text, { count, date, list }: Formats): string {
  const { notes } = runs;
  switch (note.code) {
    case 'released':
      return notes.released(date(note.releasedOn), note.sequence);
    case 'held-back':
      return notes.heldBack(date(note.releasedOn), note.sequence);
    case 'caught-up':
      return notes.caughtUp(
        list(note.releases.map((one) => `${date(one.releasedOn)} (${releases.states[one.outcome]})`)),
      );
    case 'no-release':
      return note.newest === null ? notes.noReleaseYet : notes.noRelease(date(note.newest));
    case 'measured':
      return [
        notes.measured(count(note.red), count(note.measured)),
        ...(note.opened > 0 ? [notes.opened(count(note.opened))] : []),
      ].join(', ');
    case 'decided':
      return notes.decided(count(note.contacts), count(note.decisions), count(note.reviews));
    case 'awaiting-decisions':
      return note.municipalities === 0 ? notes.nobodyWaits : notes.awaiting(count(note.municipalities));
    case 'allotted':
      return notes.allotted(count(note.testDays), count(note.people), count(note.owners));
    case 'drafted':
      return notes.drafted(count(note.placed), count(note.unplaced), count(note.testDays));
    case 'published':
      return notes.published(count(note.sessions), count(note.people));
    case 'confirmed':
      return notes.confirmed(count(note.sessions));
    case 'fixed':
      return notes.fixed(count(note.lists));
    case 'pickups-planned':
      return notes.pickupsPlanned(count(note.stops), count(note.routes), count(note.unserved));
    case 'nothing-to-measure':
    case 'no-roll-due':
    case 'not-due':
    case 'left-to-people':
    case 'taken-over':
      return notes[note.code];
  }
}

/** For the terminal and the log: in English, and with the reasons that the pages show in a place of their own. */
export function logRunNote(note: RunNote): string {
  const said = sayRunNote(note, 'en');
  if (note.code === 'held-back') return `${said}: ${note.reasons.join('; ')}`;
  return note.code === 'no-release' && note.why !== null ? `${said} (${note.why})` : said;
}

/** The notes of a step's parts as one each of a kind: counts are added up. */
export function addUpNotes(notes: readonly (RunNote | string)[]): (RunNote | string)[] {
  const kinds = Map.groupBy(notes, (note) => (typeof note === 'string' ? note : note.code));
  return [...kinds.values()].flatMap((own): (RunNote | string)[] => {
    const [first] = own;
    if (first === undefined || typeof first === 'string') return first === undefined ? [] : [first];
    const facts = Object.entries(first).map(([key, value]) => [
      key,
      typeof value === 'number'
        ? own.reduce((sum, note) => sum + Number((note as unknown as Record<string, unknown>)[key]), 0)
        : (value as unknown),
    ]);
    return [Object.fromEntries(facts) as RunNote];
  });
}
