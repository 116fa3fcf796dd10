import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import type { PageContext } from '../pageContext.ts';
import { incidenceOf } from '../incidence.ts';
import { AXIS_TEXT, CHART_COLOURS, drawChart, type DrawnChart } from './drawChart.ts';

/** The curve of new cases per 100,000 with its threshold. Days measured red are diamonds, the others dots. */
export async function incidenceChart(page: PageContext, view: MunicipalityView): Promise<DrawnChart | null> {
  const { text, format } = page;
  const { curve, thresholdPer100k } = view;
  if (curve.length === 0) return null;
  const top = Math.max(...curve.map(incidenceOf), (thresholdPer100k ?? 0) * 1.3);
  return drawChart((narrow) => ({
    grid: {
      left: 8,
      right: narrow ? 12 : 90,
      top: 24,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: curve.map(({ date }) => format.dayAndMonth(date)),
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
        data: curve.map((point) => ({
          value: Math.round(incidenceOf(point) * 100) / 100,
          symbol: point.measured === 'red' ? 'diamond' : 'circle',
          symbolSize: point.measured === 'red' ? 10 : 5,
          itemStyle: { color: point.measured === 'red' ? CHART_COLOURS.red : CHART_COLOURS.brand },
        })),
        lineStyle: { color: CHART_COLOURS.brand, width: 2.5 },
        areaStyle: { color: CHART_COLOURS.bar, opacity: 0.12 },
        showAllSymbol: curve.length < 120,
        markLine:
          thresholdPer100k === null
            ? undefined
            : {
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
      },
    ],
  }));
}

/** The next round number for the end of an axis. */
function niceAbove(value: number): number {
  const step = value > 200 ? 50 : value > 100 ? 20 : 10;
  return Math.max(step, Math.ceil(value / step) * step);
}
