import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import { incidenceOf } from '../incidence.ts';
import type { PageContext } from '../pageContext.ts';
import { AXIS_TEXT, CHART_COLOURS, type ChartOption, drawChart, type DrawnChart } from './drawChart.ts';

/** The days that are drawn: where figures of the newest release are missing, those that were measured. */
export function daysDrawn({ trend, curve }: Pick<MunicipalityView, 'trend' | 'curve'>) {
  return trend.length > 0 ? trend : curve;
}

/**
 * New cases per 100,000: a line as known now, points as measured on the day, the threshold dashed. Days measured red
 * are diamonds, the others dots.
 */
export async function incidenceChart(page: PageContext, view: MunicipalityView): Promise<DrawnChart | null> {
  const { text, format } = page;
  const days = daysDrawn(view);
  if (days.length === 0) return null;
  const top = Math.max(
    ...days.map(incidenceOf),
    ...view.curve.map(incidenceOf),
    (view.thresholdPer100k ?? 0) * 1.3,
  );
  return drawChart((narrow) => ({
    legend: { top: 0, left: 0, textStyle: { color: CHART_COLOURS.ink, fontSize: 14 } },
    grid: {
      left: 8,
      right: narrow ? 12 : 112,
      top: 48,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: days.map(({ date }) => format.dayAndMonth(date)),
      axisLabel: { ...AXIS_TEXT, hideOverlap: true },
      axisLine: { lineStyle: { color: CHART_COLOURS.soft } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      max: niceAbove(top),
      axisLabel: { ...AXIS_TEXT, formatter: (value: number) => format.count(value) },
      splitLine: { lineStyle: { color: CHART_COLOURS.line } },
    },
    series: [
      {
        type: 'line',
        name: text.municipality.knownNow,
        symbol: 'none',
        data: days.map(twoDecimals),
        lineStyle: { color: CHART_COLOURS.brand, width: 2.5 },
        itemStyle: { color: CHART_COLOURS.brand },
        areaStyle: { color: CHART_COLOURS.bar, opacity: 0.12 },
        ...threshold(page, view, narrow),
      },
      measuredPoints(page, view),
    ],
  }));
}

/** Drawn, never compared. */
function twoDecimals(point: { cases: number | null; population: number; published?: number | null }): number {
  return Math.round(incidenceOf(point) * 100) / 100;
}

function measuredPoints({ text }: PageContext, view: MunicipalityView): ChartOption {
  const measured = new Map(view.curve.map((point) => [point.date, point]));
  return {
    type: 'line',
    name: text.municipality.knownThen,
    symbol: 'diamond',
    lineStyle: { width: 0 },
    itemStyle: { color: CHART_COLOURS.red },
    data: daysDrawn(view).map(({ date }) => {
      const point = measured.get(date);
      if (!point) return '-';
      const red = point.measured === 'red';
      return {
        value: twoDecimals(point),
        symbol: red ? 'diamond' : 'circle',
        symbolSize: red ? 11 : 6,
        itemStyle: { color: red ? CHART_COLOURS.red : CHART_COLOURS.brand },
      };
    }),
    showAllSymbol: true,
  };
}

function threshold(
  { text, format }: PageContext,
  { thresholdPer100k }: MunicipalityView,
  narrow: boolean,
): ChartOption {
  if (thresholdPer100k === null) return {};
  return {
    markLine: {
      symbol: 'none',
      lineStyle: { color: CHART_COLOURS.red, type: 'dashed', width: 1.8 },
      data: [{ yAxis: thresholdPer100k }],
      label: {
        formatter: text.municipality.threshold(format.count(thresholdPer100k)),
        position: narrow ? 'insideStartTop' : 'end',
        color: CHART_COLOURS.red,
        fontSize: 14,
      },
    },
  };
}

/** The next round number for the end of an axis. */
function niceAbove(value: number): number {
  const step = value > 200 ? 50 : value > 100 ? 20 : 10;
  return Math.max(step, Math.ceil(value / step) * step);
}
