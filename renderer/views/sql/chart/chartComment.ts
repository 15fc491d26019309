import { chartQuestion } from '../../../../preload/contract/sql/held'
import type { SqlColumn } from '../../../../preload/contract/sql/sql'
import type { ChartChoices } from './chartChoices'

const LINE = /^--\s*chart:[^\n]*$/m

/** A chart as a comment in its statement, by the names of columns, so that it is saved with it. */
export function chartComment({ kind, x, y, series, measure }: ChartChoices, columns: readonly SqlColumn[]): string {
  const name = (place: number) => columns[place]?.name ?? ''
  const said = { kind, x: name(x), y: y.map(name), ...(series !== null && { by: name(series) }), measure }
  return `-- chart: ${JSON.stringify(said)}`
}

/** The text with the comment in the place of the one before it, or at its beginning. */
export function withChart(text: string, comment: string): string {
  return LINE.test(text) ? text.replace(LINE, () => comment) : `${comment}\n${text}`
}

/** The chart that a text names, where its columns are there. */
export function chartIn(text: string, columns: readonly SqlColumn[]): ChartChoices | undefined {
  const said = LINE.exec(text)?.[0]
  if (said === undefined) return undefined
  const place = (name: unknown) => columns.findIndex((column) => column.name === name)
  try {
    const { kind, x, y = [], by, measure }: Record<string, unknown> = JSON.parse(said.slice(said.indexOf('{')))
    const asked = {
      kind,
      x: place(x),
      y: Array.isArray(y) ? y.map(place) : [],
      series: by === undefined ? null : place(by),
      measure,
    }
    return chartQuestion.omit({ bins: true }).safeParse(asked).data
  } catch {
    return undefined
  }
}
