import type { StatisticsScope } from '../../preload/contract/attributes'
import { identifier, joinSql, sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, readRows } from './readRows'

/** Where attributes lie whose values may be too many to be listed. */
export const SAMPLED_TABLES: Partial<Record<StatisticsScope, string>> = {
  span: 'span_rows',
  event: 'span_events',
  link: 'span_links',
}
/** A sample is of so many pieces of so many spans: enough to see what values look like, within some 30 ms. */
const PIECES = 8
const PIECE_SPANS = 8_192

/** Rows of pieces that are spread over the archive. */
export async function sampleOf(reader: ArchiveReader, table: string, signal: AbortSignal): Promise<Statement> {
  const [row] = await readRows(
    reader.chunks(sql`SELECT coalesce(max(last_row), 0)::INTEGER FROM store.traces`, signal),
    { last: cell.number },
  )
  const step = Math.max(PIECE_SPANS, Math.floor((row?.last ?? 0) / PIECES))
  const pieces = Array.from({ length: PIECES }, (_, piece) => {
    const first = piece * step
    return sql`SELECT attributes, attribute_types FROM store.${identifier(table)}
      WHERE span_row BETWEEN ${first}::INTEGER AND ${first + PIECE_SPANS - 1}::INTEGER`
  })
  return joinSql(pieces, ' UNION ALL ')
}
