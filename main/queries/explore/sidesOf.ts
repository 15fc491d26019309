import type { ComparedSide } from '../../../preload/contract/explore/difference'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'
import type { Compared } from './comparedRows'

/** A side with more spans is sampled: their attributes are counted in some 0.2 s on two cores, if once for each trace. */
const MOST_COUNTED = { spans: 200_000, traces: 100_000 }
const LEAST_UNITS = 1_000

export interface Sides {
  inside: ComparedSide
  outside: ComparedSide
}

/** How much there is on both sides, with a table of the units that are to be looked at: all, or of a large side a sample. */
export async function sidesOf(
  reader: ArchiveReader,
  { units, over }: Compared,
  keep: (statement: Statement) => Promise<Statement>,
  signal: AbortSignal,
): Promise<Sides & { sample: Statement }> {
  const statement = sql`SELECT count(*) FILTER (inside), count(*) FILTER (NOT inside),
    coalesce(sum(weight) FILTER (inside), 0), coalesce(sum(weight) FILTER (NOT inside), 0) FROM (${units})`
  const [total] = await readRows(reader.chunks(statement, signal), SIDES)
  if (!total) throw new Error('an aggregate without groups has one row')
  const step = (spans: number, count: number) =>
    Math.max(1, Math.min(Math.ceil(spans / MOST_COUNTED[over]), Math.floor(count / LEAST_UNITS)))
  const [ofInside, ofOutside] = [step(total.spansInside, total.inside), step(total.spansOutside, total.outside)]
  const sample = await keep(sql`SELECT unit, inside FROM (${units})
    WHERE block % CASE WHEN inside THEN ${ofInside}::INTEGER ELSE ${ofOutside}::INTEGER END = 0`)
  const counted = sql`SELECT count(*) FILTER (inside), count(*) FILTER (NOT inside), 0, 0 FROM ${sample}`
  const [chosen] = await readRows(reader.chunks(counted, signal), SIDES)
  return {
    sample,
    inside: { total: total.inside, counted: chosen?.inside ?? 0 },
    outside: { total: total.outside, counted: chosen?.outside ?? 0 },
  }
}

const SIDES = { inside: cell.number, outside: cell.number, spansInside: cell.number, spansOutside: cell.number }
