import type { Doubt } from '../../../shared/domain/incidence/doubt.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { PageContext } from '../pageContext.ts';

/** What is wrong with a release and where, in the reader's language. */
function doubtSentence({ text, format }: PageContext, { check, facts }: Doubt): string {
  const day = (key: string) => format.date(String(facts[key]) as CalendarDate);
  const count = (key: string) => format.count(Number(facts[key]));
  const decimal = (key: string) => format.decimal(Number(facts[key]));
  const named = (key: string) => namesOf(facts[key]);
  const sentences = text.releases.doubts;
  switch (check) {
    case 'municipalities-missing':
      return sentences[check](count('found'), format.list(named('missing')));
    case 'unknown-name':
      return sentences[check](String(facts.name), String(facts.place));
    case 'day-missing':
      return sentences[check](format.list(daysOf(facts.days).map((one) => format.date(one))));
    case 'series-starts-late':
      return sentences[check](day('from'));
    case 'series-ends-early':
      return sentences[check](day('to'), day('releasedOn'));
    case 'totals-disagree':
      return sentences[check](format.list(named('municipality')), count('counted'), count('stated'));
    case 'municipality-vanished':
      return sentences[check](format.list(named('municipalities')), day('previous'));
    case 'history-changed':
      return sentences[check](count('changed'), count('compared'), day('to'), day('previous'));
    case 'columns-missing':
      return sentences[check](count('found'));
    case 'population-changed':
      return sentences[check](format.list(named('municipality')), count('now'), count('before'));
    case 'municipality-emptied':
      return sentences[check](format.list(named('municipality')), count('before'), day('previous'));
    case 'municipality-history-changed':
      return sentences[check](format.list(named('municipality')), count('cases'), day('to'), day('previous'));
    case 'day-jump':
      return sentences[check](
        format.list(named('municipality')),
        day('date'),
        count('cases'),
        count('highest'),
      );
    case 'recent-fall':
    case 'recent-rise':
      return sentences[check](
        facts.municipality === '' ? text.releases.country : format.list(named('municipality')),
        count('now'),
        count('before'),
        day('from'),
        day('to'),
      );
    case 'statement-incomplete':
      return sentences[check](day('date'), count('found'), format.list(named('missing')));
    case 'rate-impossible':
      return sentences[check](format.list(named('municipality')), day('date'), decimal('rate'));
    case 'rate-not-of-cases':
      return sentences[check](
        format.list(named('municipality')),
        day('date'),
        decimal('rate'),
        count('cases'),
        decimal('expected'),
      );
    case 'rate-jump':
      return sentences[check](
        format.list(named('municipality')),
        day('date'),
        count('cases'),
        count('known'),
      );
    case 'rates-fall':
      return sentences[check](day('date'), count('cases'), count('before'), day('previous'));
    case 'rates-not-our-count':
      return sentences[check](day('date'), count('cases'), count('counted'));
    case 'jump':
      return sentences[check](format.list(named('municipality')), count('cases'), count('before'));
  }
}

function textsIn(fact: Doubt['facts'][string] | undefined): string[] {
  return typeof fact === 'string'
    ? [fact]
    : Array.isArray(fact)
      ? (fact as readonly string[]).map(String)
      : [];
}

const daysOf = (fact: Doubt['facts'][string] | undefined) => textsIn(fact) as CalendarDate[];

/** Codes and names stand in the facts as the check had them. */
function namesOf(fact: Doubt['facts'][string] | undefined): string[] {
  return textsIn(fact).map((text) => findMunicipality(text)?.name ?? text);
}

export function Doubts({ page, doubts }: { page: PageContext; doubts: readonly Doubt[] }) {
  return (
    <ul>
      {doubts.map((doubt) => (
        <li key={doubt.message}>{doubtSentence(page, doubt)}</li>
      ))}
    </ul>
  );
}
