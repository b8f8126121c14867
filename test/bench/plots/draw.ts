import { type BarSeriesOption, type EChartsOption, init, type LineSeriesOption } from "echarts";
import { type Bars, type Lines, type Panel, type Plot, SERIES, type SeriesName } from "./plot";

const WIDTH = 920;
const HEIGHT = 320;
const MARGIN = { left: 46, right: 22, top: 88, bottom: 48 };

// The page around a picture may be dark or light, so it brings a background, and colours that are told apart on it also
// by who is colour-blind.
const BACKGROUND = "#ffffff";
const TEXT = "#24292f";
const GRID_LINE = "#d8dee4";
const FONT = { fontFamily: "system-ui, sans-serif", color: TEXT };
const COLOUR: Record<SeriesName, string> = {
  "this package": "#0b63b6",
  "resources that do nothing": "#8fa3b5",
  "from the documentation": "#c2571a",
  "bare loop": "#8fa3b5",
  "the API's limit": "#d9b44a",
  "the API's time": "#d9b44a",
  "straight line": "#c2571a",
};

/** An SVG picture; the same for the same plot. */
export function draw(plot: Plot): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption(chartOption(plot));
  const svg = chart.renderToSVGString();
  chart.dispose();
  // A picture needs no styles for a mouse; the library counts all charts of a process into their names.
  const still = svg.replace(/<style[\s\S]*?<\/style>\s*/g, "").replace(/ class="[^"]*"/g, "");
  const title = plot.alt.replace(/[&<]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `${still.replace(">", () => `>\n<title>${title}</title>`)}\n`;
}

function chartOption({ panels }: Plot): EChartsOption {
  const places = placed(panels);
  const shown = new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)));
  return {
    animation: false,
    backgroundColor: BACKGROUND,
    textStyle: FONT,
    legend: {
      top: 12,
      itemGap: 40,
      data: SERIES.filter((name) => shown.has(name)),
      textStyle: { ...FONT, fontSize: 13 },
    },
    title: panels.map(({ title }, index) => ({
      text: title,
      left: (places[index]?.left ?? 0) + 14,
      top: 50,
      padding: 0,
      textStyle: { ...FONT, fontSize: 13, fontWeight: "bold" },
    })),
    grid: places.map(({ left, width }) => ({
      left: left + MARGIN.left,
      width: width - MARGIN.left - MARGIN.right,
      top: MARGIN.top,
      bottom: MARGIN.bottom,
    })),
    xAxis: panels.map((panel, index) => ({
      gridIndex: index,
      axisLabel: { ...FONT, interval: 0 },
      axisTick: { show: panel.kind === "lines" },
      splitLine: { show: false },
      ...(panel.kind === "bars" ? { type: "category" as const, data: panel.groups } : across(panel)),
    })),
    yAxis: panels.map((_, index) => ({
      gridIndex: index,
      type: "value" as const,
      min: 0,
      axisLabel: FONT,
      splitLine: { lineStyle: { color: GRID_LINE } },
    })),
    series: panels.flatMap((panel, index): (BarSeriesOption | LineSeriesOption)[] =>
      panel.kind === "bars" ? bars(panel, index) : lines(panel, index),
    ),
  };
}

/** Side by side, each as wide as what is in it asks for. */
function placed(panels: readonly Panel[]): { left: number; width: number }[] {
  const shares = panels.map((panel) => (panel.kind === "bars" ? panel.groups.length * panel.series.length + 2 : 1));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let left = 0;
  return shares.map((share) => {
    const place = { left, width: (WIDTH * share) / whole };
    left += place.width;
    return place;
  });
}

function across(panel: Lines) {
  const largest = Math.max(...panel.series.flatMap(({ points }) => points.map(([x]) => x)));
  return {
    type: "value" as const,
    max: largest,
    interval: largest / 2,
    name: panel.across,
    nameLocation: "middle" as const,
    nameGap: 28,
    nameTextStyle: FONT,
  };
}

/** Each value stands at its mark; the axes are for the eye. */
function label(digits: number, value: number) {
  return { ...FONT, show: true, fontSize: 11, formatter: value.toFixed(digits) };
}

function bars(panel: Bars, index: number): BarSeriesOption[] {
  return panel.series.map(({ name, values }) => ({
    type: "bar" as const,
    name,
    xAxisIndex: index,
    yAxisIndex: index,
    barMaxWidth: 44,
    itemStyle: { color: COLOUR[name] },
    data: values.map((value) =>
      value === null ? null : { value, label: { ...label(panel.digits, value), position: "top" as const } },
    ),
  }));
}

function lines(panel: Lines, index: number): LineSeriesOption[] {
  return panel.series.map(({ name, points }) => ({
    type: "line" as const,
    name,
    xAxisIndex: index,
    yAxisIndex: index,
    itemStyle: { color: COLOUR[name] },
    ...(name === "straight line"
      ? { symbol: "none", lineStyle: { type: "dashed" as const, color: COLOUR[name] }, data: points }
      : { symbol: "circle", symbolSize: 7, lineStyle: { color: COLOUR[name] }, data: marked(panel.digits, points) }),
  }));
}

/** A line rises to the right, so there is room right below its points, and left above its last. */
function marked(digits: number, points: readonly [number, number][]) {
  return points.map(([x, y], index) => ({
    value: [x, y],
    label: {
      ...label(digits, y),
      ...(index === points.length - 1
        ? { position: "top" as const, align: "right" as const, offset: [8, 0] }
        : { position: "right" as const, offset: [2, 3] }),
    },
  }));
}
