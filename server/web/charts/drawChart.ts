import type { EChartsCoreOption, init as initChart } from 'echarts/core';

export type ChartOption = EChartsCoreOption;

/** A chart drawn twice, so that its words stay readable on a phone: the stylesheet shows the one that fits. */
export interface DrawnChart {
  readonly wide: string;
  readonly narrow: string;
}

const WIDE = { width: 1080, height: 340 };
const NARROW = { width: 380, height: 300 };

type Init = typeof initChart;

let library: Promise<Init> | undefined;

/** Loaded with the first chart, not with the server: a start should not wait for it. */
async function loadLibrary(): Promise<Init> {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.LegendComponent,
    components.MarkLineComponent,
    renderers.SVGRenderer,
  ]);
  return core.init;
}

export async function drawChart(optionFor: (narrow: boolean) => ChartOption): Promise<DrawnChart> {
  library ??= loadLibrary();
  const init = await library;
  const draw = (size: typeof WIDE, narrow: boolean) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
    try {
      chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...optionFor(narrow) });
      return inert(chart.renderToSVGString(), size);
    } finally {
      // An undisposed chart keeps timers, and with them the process, alive.
      chart.dispose();
    }
  };
  return { wide: draw(WIDE, false), narrow: draw(NARROW, true) };
}

const FONT = 'IBM Plex Sans, sans-serif';

/**
 * Without anything that the content security policy forbids: styles become presentation attributes, the style sheet for hovering
 * goes. The drawing is hidden from assistive technology: words and a table stand beside it.
 */
function inert(svg: string, { width, height }: typeof WIDE): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, declarations: string) => asAttributes(declarations))
    .replace(
      /^<svg[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">`,
    );
}

function asAttributes(declarations: string): string {
  return declarations
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .map(([name, value]) => (name && value ? ` ${name}="${value.replaceAll('"', "'")}"` : ''))
    .join('');
}

export const CHART_COLOURS = {
  ink: '#1a1a1a',
  soft: '#4a5560',
  line: '#d5dbe0',
  brand: '#123f5c',
  bar: '#5b93b8',
  red: '#a3172b',
} as const;

export const AXIS_TEXT = { color: CHART_COLOURS.soft, fontSize: 14 } as const;
