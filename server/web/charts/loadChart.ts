import type { LaboratoryLoad, LoadDay } from '../../../shared/contracts/views/region.ts';
import type { PageContext } from '../pageContext.ts';
import { AXIS_TEXT, CHART_COLOURS, drawChart, type DrawnChart } from './drawChart.ts';

/**
 * The share of its capacity that a laboratory would use every open day, were the same samples spread evenly: the level
 * that rolls aim at (R33, A11).
 */
export function levelShare(days: readonly LoadDay[]): number {
  const planned = days.reduce((sum, day) => sum + day.planned, 0);
  const capacity = days.reduce((sum, day) => sum + day.capacity, 0);
  return capacity === 0 ? 0 : planned / capacity;
}

/** Planned samples per day as bars, the capacity as a step above them, the even level as a dashed step (R50). */
export async function loadChart(page: PageContext, { days }: LaboratoryLoad): Promise<DrawnChart> {
  const { text, format } = page;
  const share = levelShare(days);
  const step = { type: 'line', step: 'middle', symbol: 'none' } as const;
  const names = {
    planned: text.region.planned,
    capacity: text.region.capacity,
    level: text.region.level,
  };
  return drawChart((narrow) => ({
    legend: {
      top: 0,
      left: 0,
      textStyle: { color: CHART_COLOURS.ink, fontSize: 14 },
      itemGap: narrow ? 10 : 24,
    },
    grid: {
      left: 8,
      right: 12,
      top: narrow ? 64 : 44,
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
      axisLabel: { ...AXIS_TEXT, formatter: (value: number) => format.count(value) },
      splitLine: { lineStyle: { color: CHART_COLOURS.line } },
    },
    series: [
      {
        type: 'bar',
        name: names.planned,
        data: days.map(({ planned }) => planned),
        itemStyle: { color: CHART_COLOURS.bar },
        barCategoryGap: '22%',
      },
      {
        ...step,
        name: names.capacity,
        data: days.map(({ capacity }) => capacity),
        lineStyle: { color: CHART_COLOURS.ink, width: 2 },
        itemStyle: { color: CHART_COLOURS.ink },
      },
      {
        ...step,
        name: names.level,
        data: days.map(({ capacity }) => Math.round(capacity * share * 10) / 10),
        lineStyle: { color: CHART_COLOURS.red, width: 2, type: 'dashed' },
        itemStyle: { color: CHART_COLOURS.red },
      },
    ],
  }));
}
