import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice } from './blocks.tsx';

/** A17: nobody has decided or assessed by the day it was due, or the figures are old: the colour stands, and it is said. */
export function CarriedOver({ page, view }: { page: PageContext; view: MunicipalityView }) {
  const { text, format, urls, frame } = page;
  const { code, decided, carriedOverSince } = view;
  const held = decided.colour === 'red' || decided.suspended;
  const stale = held && frame.figures?.stale === true ? frame.figures.releasedOn : null;
  if (carriedOverSince === null && stale === null) return null;
  return (
    <Notice look="warning">
      {carriedOverSince !== null && (
        <p class="alert-text">
          <strong>{text.municipality.carriedOver}</strong>{' '}
          {text.municipality.carriedOverUndecided(format.longDay(carriedOverSince))}{' '}
          <a href={urls.decide(code)}>{text.followUp.decide}</a>
          {' · '}
          <a href={urls.holdReview(code)}>{text.reviews.hold}</a>
        </p>
      )}
      {stale !== null && (
        <p class="alert-text">{text.municipality.carriedOverStale(format.longDay(stale))}</p>
      )}
    </Notice>
  );
}

/** The same in a list, below the colour. */
export function CarriedOverNote({ page, since }: { page: PageContext; since: CalendarDate | null }) {
  if (since === null) return null;
  const { text, format } = page;
  return <span class="carried-over">{text.municipality.carriedOverSince(format.shortDay(since))}</span>;
}
