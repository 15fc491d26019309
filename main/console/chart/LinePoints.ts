import type { ChartAnswer } from '../../../preload/contract/sql/held'
import { lineName, type ChartLines } from './chartLines'

/** Points by line, in the order in which they come. */
export class LinePoints {
  /** Rows that stand behind the points. */
  rowCount = 0
  readonly #lines: ChartLines
  readonly #points: { x: number[]; y: number[] }[][]

  constructor(lines: ChartLines) {
    this.#lines = lines
    this.#points = lines.names.map(() => lines.columns.map(() => ({ x: [], y: [] })))
  }

  add(series: number, column: number, x: number, y: unknown): void {
    const points = this.#points[series]?.[column]
    if (typeof y === 'number' || typeof y === 'bigint') {
      points?.x.push(x)
      points?.y.push(Number(y))
    }
  }

  /** Lines without a point are left out. */
  series(): ChartAnswer['series'] {
    return this.#points.flatMap((columns, series) =>
      columns.flatMap(({ x, y }, column) =>
        x.length === 0
          ? []
          : [{ name: lineName(this.#lines, series, column), x: Float64Array.from(x), y: Float64Array.from(y) }],
      ),
    )
  }
}
