import { describe, expect, it } from 'vitest'
import type { ChartAnswer } from '../../preload/contract/sql/held'
import type { ChartTheme } from '../../renderer/chart/chartTheme'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'
import { suggestChart, withKind, type ChartChoices } from '../../renderer/views/sql/chart/chartChoices'
import { chartComment, chartIn, withChart } from '../../renderer/views/sql/chart/chartComment'
import { chartOption, formatterOf } from '../../renderer/views/sql/chart/chartOption'

const column = (name: string, type: string) => ({ name, type })
const minute = column('minute', 'TIMESTAMP_NS')
const service = column('service_name', 'VARCHAR')
const calls = column('calls', 'BIGINT')
const p95 = column('p95_ns', 'BIGINT')
const id = column('trace_id', 'VARCHAR')

describe('the chart that is suggested', () => {
  const plain = { series: null, measure: 'value' }
  it.each([
    ['numbers over time', [minute, calls, column('errors', 'HUGEINT')], { ...plain, kind: 'line', x: 0, y: [1, 2] }],
    ['numbers of one unit together', [minute, calls, p95], { ...plain, kind: 'line', x: 0, y: [1] }],
    ['one series for each text', [minute, service, calls], { ...plain, kind: 'line', x: 0, y: [2], series: 1 }],
    ['numbers by text', [service, calls, id], { ...plain, kind: 'bar', x: 0, y: [1] }],
    ['two numbers', [id, calls, p95], { ...plain, kind: 'scatter', x: 1, y: [2] }],
    ['one number', [p95], { ...plain, kind: 'histogram', x: 0, y: [], measure: 'count' }],
    ['times alone', [id, minute], { ...plain, kind: 'bar', x: 1, y: [], measure: 'count' }],
    ['texts alone', [service], { ...plain, kind: 'bar', x: 0, y: [], measure: 'count' }],
  ])('for %s', (_, columns, chart) => {
    expect(suggestChart(columns)).toEqual(chart)
  })

  it('is none for ids and maps', () => {
    expect(suggestChart([id, column('attributes', 'MAP(VARCHAR, VARCHAR)')])).toBeUndefined()
  })
})

describe('another kind of chart', () => {
  const line: ChartChoices = { kind: 'line', x: 0, y: [1], series: null, measure: 'value' }
  it('takes what it needs and leaves what it cannot show', () => {
    const columns = [minute, calls, service]
    expect(withKind(line, 'histogram', columns)).toMatchObject({ y: [], measure: 'count' })
    expect(withKind({ ...line, series: 2 }, 'heatmap', columns)).toMatchObject({ y: [1], series: null })
    expect(withKind(withKind(line, 'histogram', columns), 'bar', columns)).toMatchObject({ y: [1], measure: 'value' })
    expect(withKind({ ...line, x: 2, y: [] }, 'area', [id, id, service])).toMatchObject({ y: [], measure: 'count' })
  })
})

describe('a chart in the text of its query', () => {
  const columns = [minute, service, calls]
  const chart: ChartChoices = { kind: 'area', x: 0, y: [2], series: 1, measure: 'sum' }

  it('comes back as it was, and is replaced by the next', () => {
    const text = withChart('SELECT 1', chartComment(chart, columns))
    expect(text).toBe(
      '-- chart: {"kind":"area","x":"minute","y":["calls"],"by":"service_name","measure":"sum"}\nSELECT 1',
    )
    expect(chartIn(text, columns)).toEqual(chart)
    const bar: ChartChoices = { ...chart, kind: 'bar', series: null }
    expect(chartIn(withChart(text, chartComment(bar, columns)), columns)).toEqual(bar)
    expect(withChart(text, chartComment(bar, columns)).match(/-- chart:/g)).toHaveLength(1)
  })

  it.each([
    'SELECT 1',
    '-- chart: none',
    '-- chart: {"kind":"pie","x":"minute","y":[],"measure":"sum"}',
    '-- chart: {',
  ])('is none in %s', (text) => {
    expect(chartIn(text, columns)).toBeUndefined()
  })

  it('is none where its columns are not there', () => {
    expect(chartIn(chartComment(chart, columns), [service])).toBeUndefined()
  })
})

describe('what is drawn', () => {
  const theme: ChartTheme = {
    ink: '#000',
    inkMuted: '#111',
    line: '#222',
    lineStrong: '#333',
    surface: '#fff',
    surfaceRaised: '#eee',
    accent: '#00f',
    error: '#f00',
    warning: '#ff0',
    ok: '#0f0',
    match: '#f0f',
    series: ['#1', '#2'],
    font: 'sans',
  }
  const answer: ChartAnswer = {
    xKind: 'category',
    categories: ['<b>cart</b>', 'mail'],
    binWidth: null,
    series: [{ name: 'calls', x: Float64Array.of(0, 1), y: Float64Array.of(5, 7) }],
    heat: null,
    leftOut: 0,
    rowCount: 2,
  }

  it('are the points of each series', () => {
    const choices: ChartChoices = { kind: 'bar', x: 0, y: [1], series: null, measure: 'value' }
    const { series } = chartOption(theme, answer, { choices, columns: [service, calls] })
    expect(series.map(({ type, data }) => [type, data])).toEqual([
      [
        'bar',
        [
          [0, 5],
          [1, 7],
        ],
      ],
    ])
  })

  it('are cells by their place among all bins, also those that are empty', () => {
    const heat = { yKind: 'number' as const, yCategories: [], yBinWidth: 10, y: Float64Array.of(20, 0, 20) }
    const cells = [{ name: 'rows', x: Float64Array.of(100, 100, 300), y: Float64Array.of(1, 2, 3) }]
    const choices: ChartChoices = { kind: 'heatmap', x: 0, y: [1], series: null, measure: 'count' }
    const asked = { ...answer, binWidth: 100, xKind: 'number' as const, categories: [], series: cells, heat }
    const { series } = chartOption(theme, asked, { choices, columns: [calls, p95] })
    expect(series[0]?.data).toEqual([
      [0, 2, 1],
      [0, 0, 2],
      [2, 2, 3],
    ])
  })

  it('says its units', () => {
    timeDisplay.zone = 'utc'
    expect(formatterOf('number', [], p95)(1_500_000)).toBe('1.50 ms')
    expect(formatterOf('number', [], calls)(12_345)).toBe('12,345')
    expect(formatterOf('number', [], undefined)(0.123456789)).toBe('0.123457')
    expect(formatterOf('time', [], minute)(1_706_702_400_000)).toBe('2024-01-31 12:00:00')
    expect(formatterOf('category', ['a'], service)(0)).toBe('a')
  })
})
