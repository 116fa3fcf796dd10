import type { Colour } from '../../../shared/contracts/views/country.ts';
import type { ColourDay } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { PageContext } from '../pageContext.ts';
import { TableBox } from './blocks.tsx';
import { MeasuredTag } from './ColourTag.tsx';

interface Span {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly measured: Colour;
  readonly decided: Colour;
}

/** Days in a row with the same two colours. */
function spansOf(days: readonly ColourDay[]): Span[] {
  const spans: Span[] = [];
  for (const { date, measured, decided } of days) {
    const last = spans.at(-1);
    if (last?.measured === measured && last.decided === decided)
      spans[spans.length - 1] = { ...last, to: date };
    else spans.push({ from: date, to: date, measured, decided });
  }
  return spans;
}

const HEIGHT = 26;

/** Two bands over time, one above the other: what the figures showed, and what was decided. */
export function ColourHistory({ page, days }: { page: PageContext; days: readonly ColourDay[] }) {
  const { text, format } = page;
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const spans = spansOf(days);
  return (
    <figure class="history">
      <p class="history-label">{text.colours.measured}</p>
      <Band days={days} colourOf={({ measured }) => measured} hatched />
      <p class="history-label">{text.colours.decided}</p>
      <Band days={days} colourOf={({ decided }) => decided} />
      <p class="history-ends">
        <span>{format.date(first.date)}</span>
        <span>{format.date(last.date)}</span>
      </p>
      <figcaption>{text.municipality.historyText}</figcaption>
      <details class="chart-table">
        <summary>{text.municipality.showTable}</summary>
        <TableBox caption={text.municipality.history} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{text.municipality.day}</th>
              <th scope="col">{text.colours.measured}</th>
              <th scope="col">{text.colours.decided}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map((span) => (
              <tr key={span.from}>
                <th scope="row">
                  {span.from === span.to
                    ? format.date(span.from)
                    : `${format.date(span.from)} – ${format.date(span.to)}`}
                </th>
                <td>
                  <MeasuredTag text={text} colour={span.measured} />
                </td>
                <td>{text.colours[span.decided]}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      </details>
    </figure>
  );
}

function Band(props: {
  days: readonly ColourDay[];
  colourOf: (point: ColourDay) => Colour;
  hatched?: boolean;
}) {
  const { days, colourOf, hatched = false } = props;
  return (
    <svg
      class="history-band"
      viewBox={`0 0 ${days.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {days.map((point, i) => {
        const colour = colourOf(point);
        // Red is the taller one: the band is read without its hue as well.
        const height = colour === 'red' ? HEIGHT : HEIGHT / 3;
        const look = colour === 'red' && hatched ? 'measured-red-band' : `map-${colour}`;
        return <rect key={point.date} class={look} x={i} width="1.02" y={HEIGHT - height} height={height} />;
      })}
    </svg>
  );
}
