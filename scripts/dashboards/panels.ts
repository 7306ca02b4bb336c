/** Grafana dashboards as code: panels with their queries, laid out row by row on a grid of 24 columns. */

const PROMETHEUS = { type: 'prometheus', uid: 'vigil-prometheus' } as const;
const LOKI = { type: 'loki', uid: 'vigil-loki' } as const;

export interface Query {
  /** PromQL, or LogQL in a panel of logs. */
  expr: string;
  /** A name, with labels as `{{label}}`. */
  legend?: string;
}

export type PanelKind = 'stat' | 'gauge' | 'timeseries' | 'table' | 'piechart' | 'heatmap' | 'bargauge' | 'logs';

export interface Panel {
  title: string;
  kind: PanelKind;
  queries: readonly Query[];
  /** Columns of 24, and units of 30 pixels. */
  width: number;
  height: number;
  /** Unit of Grafana: s, percentunit, bytes, reqps, celsius, watt, short ... */
  unit?: string;
  description?: string;
  min?: number;
  max?: number;
  /** Lines where colours change: from green to orange to red. */
  warnAt?: number;
  alarmAt?: number;
  /** Texts of values, such as 0 and 1. */
  texts?: Readonly<Record<string, string>>;
}

export interface Dashboard {
  /** Also the name of its file. */
  uid: string;
  title: string;
  description: string;
  tags: readonly string[];
  rows: readonly (readonly Panel[])[];
}

const COLOURS = { good: 'green', warn: 'orange', alarm: 'red' } as const;

function thresholds({ warnAt, alarmAt }: Panel): object {
  const steps: { color: string; value: number | null }[] = [{ color: COLOURS.good, value: null }];
  if (warnAt !== undefined) steps.push({ color: COLOURS.warn, value: warnAt });
  if (alarmAt !== undefined) steps.push({ color: COLOURS.alarm, value: alarmAt });
  return { mode: 'absolute', steps };
}

function custom({ kind, warnAt, alarmAt }: Panel): object {
  if (kind !== 'timeseries') return {};
  const style = warnAt === undefined && alarmAt === undefined ? 'off' : 'dashed';
  return { lineWidth: 2, fillOpacity: 8, showPoints: 'never', spanNulls: false, thresholdsStyle: { mode: style } };
}

/** What differs between kinds besides the queries. */
const OPTIONS: Readonly<Record<PanelKind, object>> = {
  stat: { colorMode: 'value', graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } },
  gauge: { showThresholdMarkers: true, reduceOptions: { calcs: ['lastNotNull'] } },
  timeseries: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
  table: { showHeader: true },
  piechart: {
    pieType: 'donut',
    legend: { displayMode: 'table', values: ['percent'] },
    reduceOptions: { calcs: ['lastNotNull'] },
  },
  heatmap: { calculate: false, color: { scheme: 'Oranges' }, yAxis: { axisPlacement: 'left' }, cellGap: 1 },
  bargauge: { orientation: 'horizontal', displayMode: 'basic', reduceOptions: { calcs: ['lastNotNull'] } },
  logs: { showTime: true, wrapLogMessage: true, enableLogDetails: true },
};

function mappings({ texts }: Panel): object[] {
  if (texts === undefined) return [];
  const options = Object.fromEntries(Object.entries(texts).map(([value, text]) => [value, { text }]));
  return [{ type: 'value', options }];
}

/** Panels whose queries ask for the present only. */
const INSTANT: readonly PanelKind[] = ['table', 'piechart', 'bargauge'];

function panelJson(panel: Panel, id: number, x: number, y: number): object {
  const { title, kind, queries, width, height, unit = 'short', description, min, max } = panel;
  const datasource = kind === 'logs' ? LOKI : PROMETHEUS;
  const instant = INSTANT.includes(kind);
  return {
    id,
    title,
    type: kind,
    ...(description === undefined ? {} : { description }),
    datasource,
    gridPos: { x, y, w: width, h: height },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      ...(legend === undefined ? {} : { legendFormat: legend }),
      ...(instant ? { instant: true, range: false } : {}),
      ...(kind === 'table' ? { format: 'table' } : {}),
      ...(kind === 'heatmap' ? { format: 'heatmap', legendFormat: '{{le}}' } : {}),
    })),
    options: OPTIONS[kind],
    fieldConfig: {
      defaults: {
        unit,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        color: { mode: kind === 'timeseries' || kind === 'piechart' ? 'palette-classic' : 'thresholds' },
        thresholds: thresholds(panel),
        mappings: mappings(panel),
        custom: custom(panel),
      },
      overrides: [],
    },
  };
}

/** What Grafana reads from a file. */
export function dashboardJson({ uid, title, description, tags, rows }: Dashboard): object {
  let id = 0;
  let y = 0;
  const panels: object[] = [];
  for (const row of rows) {
    let x = 0;
    for (const panel of row) {
      panels.push(panelJson(panel, ++id, x, y));
      x += panel.width;
    }
    y += Math.max(...row.map(({ height }) => height));
  }
  return {
    uid,
    title,
    description,
    tags,
    editable: false,
    schemaVersion: 39,
    version: 1,
    graphTooltip: 1,
    refresh: '15s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    templating: { list: [] },
    annotations: {
      list: [
        {
          name: 'Alerts',
          datasource: PROMETHEUS,
          enable: true,
          iconColor: 'red',
          expr: 'ALERTS{alertstate="firing"}',
          titleFormat: '{{alertname}}',
          textFormat: '{{severity}}, {{component}}',
        },
      ],
    },
    panels,
  };
}
