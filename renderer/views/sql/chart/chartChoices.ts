import type { ChartKind, ChartMeasure, ChartQuestion } from '../../../../preload/contract/sql/held'
import type { SqlColumn } from '../../../../preload/contract/sql/sql'
import { isNumeric } from '../grid/columnLayout'

/** What is drawn, by the places of columns in the result. */
export type ChartChoices = Omit<ChartQuestion, 'bins'>

export const KINDS: readonly { kind: ChartKind; title: string }[] = [
  { kind: 'line', title: 'Line' },
  { kind: 'area', title: 'Area' },
  { kind: 'bar', title: 'Bars' },
  { kind: 'scatter', title: 'Points' },
  { kind: 'histogram', title: 'Histogram' },
  { kind: 'heatmap', title: 'Heatmap' },
]

export const MEASURES: readonly { measure: ChartMeasure; title: string }[] = [
  { measure: 'value', title: 'as they are' },
  { measure: 'count', title: 'number of rows' },
  { measure: 'sum', title: 'sum' },
  { measure: 'mean', title: 'mean' },
  { measure: 'median', title: 'median' },
  { measure: 'p95', title: 'p95' },
  { measure: 'least', title: 'least' },
  { measure: 'most', title: 'greatest' },
]

export const isTime = ({ type }: SqlColumn) => /^(TIMESTAMP|DATE)/.test(type)
export const isNumber = ({ type }: SqlColumn) => isNumeric(type)
/** Numbers that name something are not drawn by themselves. */
const isKey = ({ name }: SqlColumn) => /(^|_)(id|key|row)$/i.test(name)

/** What is most likely to be wanted of columns; undefined where there is none. */
export function suggestChart(columns: readonly SqlColumn[]): ChartChoices | undefined {
  const places = columns.map((_, place) => place)
  const of = (test: (column: SqlColumn) => boolean) =>
    places.filter((place) => {
      const column = columns[place]
      return column !== undefined && test(column)
    })
  const [time] = of(isTime)
  const numbers = of((column) => isNumber(column) && !isKey(column))
  const texts = of(({ type, name }) => type === 'VARCHAR' && !/_id$/i.test(name))
  const [first, second] = numbers
  const plain = { series: null, measure: 'value' } as const
  // What has one unit stands side by side: durations with durations.
  const alike = numbers.filter((place) => unitOf(columns[place]) === unitOf(columns[first ?? -1])).slice(0, 4)
  if (time !== undefined && first !== undefined) {
    const [series] = texts
    return series === undefined
      ? { ...plain, kind: 'line', x: time, y: alike }
      : { ...plain, kind: 'line', x: time, y: [first], series }
  }
  if (time !== undefined) return { ...plain, kind: 'bar', x: time, y: [], measure: 'count' }
  const [text] = texts
  if (text !== undefined) {
    return first === undefined
      ? { ...plain, kind: 'bar', x: text, y: [], measure: 'count' }
      : { ...plain, kind: 'bar', x: text, y: [first] }
  }
  if (first !== undefined && second !== undefined) return { ...plain, kind: 'scatter', x: first, y: [second] }
  return first === undefined ? undefined : { ...plain, kind: 'histogram', x: first, y: [], measure: 'count' }
}

function unitOf(column: SqlColumn | undefined): string {
  return /_(ns|ms|s|bytes)$/i.exec(column?.name ?? '')?.[1]?.toLowerCase() ?? ''
}

/** The choices with another kind, with what it needs. */
export function withKind(choices: ChartChoices, kind: ChartKind, columns: readonly SqlColumn[]): ChartChoices {
  const drawable = (place: number) => {
    const column = columns[place]
    return column !== undefined && place !== choices.x && (isNumber(column) || (kind === 'heatmap' && isTime(column)))
  }
  const y = choices.y.filter(drawable)
  const others = columns.map((_, place) => place).filter(drawable)
  const wanted = y.length > 0 ? y : others.slice(0, 1)
  if (kind === 'histogram') return { ...choices, kind, y: [], measure: 'count' }
  if (kind === 'heatmap') return { ...choices, kind, y: wanted.slice(0, 1), series: null, measure: 'count' }
  const measure =
    choices.measure === 'count' && wanted.length > 0 ? 'value' : wanted.length === 0 ? 'count' : choices.measure
  return { ...choices, kind, y: measure === 'count' ? [] : wanted, measure }
}
