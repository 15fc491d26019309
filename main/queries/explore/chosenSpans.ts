import type { TraceFilter } from '../../../preload/contract/explorer'
import type { TimeStretch } from '../../../preload/contract/explore/serviceMap'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { isAsked, type Matches } from '../Matches'
import { readIntegers } from '../readIntegers'
import { spanCondition } from '../spanCondition'
import { startCondition } from '../startCondition'

export const ALWAYS: TimeStretch = { from: null, to: null }

/** Whether a span, by its span_row, is among those that are asked about. */
export type ChosenSpans = (spanRow: number) => boolean

/** Fails with `query_wrong`. */
export async function chosenSpans(
  reader: ArchiveReader,
  matches: Matches,
  { filter, between = ALWAYS }: { filter: TraceFilter; between?: TimeStretch | undefined },
  signal: AbortSignal,
): Promise<ChosenSpans> {
  const { from, to, limit } = filter
  const isTimed = [from, to, between.from, between.to].some((bound) => bound !== null)
  if (!isAsked(filter) && !isTimed && limit === null) return () => true
  const rows = await matches.use(reader, filter, { signal }, (matched) =>
    readIntegers(
      reader.chunks(
        sql`SELECT span_row FROM ${matched.rows}
          WHERE ${spanCondition(filter, matched.rows)} AND ${startCondition(between)}`,
        signal,
      ),
    ),
  )
  const bits = new Uint8Array((rows.reduce((most, row) => Math.max(most, row), 0) >> 3) + 1)
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  return (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0
}
