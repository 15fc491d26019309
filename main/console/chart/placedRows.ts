import { joinSql, sql, Statement } from '../../archive/sql'
import type { ChartAxis } from './chartAxis'
import type { ChartLines } from './chartLines'
import type { ChartRows } from './ChartRows'

/**
 * The rows that are drawn: `x` (the key of the axis), `place`, `s` (the series), `y0`, `y1` …, `row`; and `up`, where
 * there is a second axis.
 */
export function placedRows({ rows }: ChartRows, axis: ChartAxis, lines: ChartLines, up?: ChartAxis): Statement {
  const values = lines.columns.map(({ value }, index) => `${value} AS y${index}`)
  const keys = [
    `${axis.key} AS x`,
    `${axis.place} AS place`,
    `${lines.series} AS s`,
    ...(up ? [`${up.key} AS up`] : []),
  ]
  const present = lines.columns.map((_, index) => `y${index} IS NOT NULL`).join(' OR ')
  const joins = joinSql([axis.join, lines.join, ...(up ? [up.join] : [])], ' ')
  const selected = text(`(SELECT row, ${[...keys, ...values].join(', ')} FROM ${rows} AS held `)
  const drawn = `x IS NOT NULL AND s IS NOT NULL AND (${present})${up ? ' AND up IS NOT NULL' : ''}`
  return sql`(SELECT * FROM ${selected}${joins}) WHERE ${text(drawn)})`
}

export function text(written: string): Statement {
  return new Statement([written], [])
}
