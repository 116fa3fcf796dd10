import type { ComponentChildren } from 'preact';
import type { DrawnChart } from '../charts/drawChart.ts';

/** A drawn chart, its content in a sentence, and in a table for whoever wants the numbers. */
export function Chart(props: {
  chart: DrawnChart;
  /** What the drawing shows, in words. */
  words: string;
  showTable: string;
  children: ComponentChildren;
}) {
  const { chart, words, showTable, children } = props;
  return (
    <figure class="chart">
      <div class="chart-wide" dangerouslySetInnerHTML={{ __html: chart.wide }} />
      <div class="chart-narrow" dangerouslySetInnerHTML={{ __html: chart.narrow }} />
      <figcaption>{words}</figcaption>
      <details class="chart-table">
        <summary>{showTable}</summary>
        {children}
      </details>
    </figure>
  );
}
