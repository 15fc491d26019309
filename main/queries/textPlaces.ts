import type { TextPlace } from '../../preload/contract/attributes'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { matching } from './matching'
import { cell, orNull, readRows } from './readRows'
import { readScope, readType } from './statisticsCells'

/**
 * Which keys hold a text, among listed values and the keys themselves: what begins with it first, then the most frequent.
 * What traces are called is what their root spans are called.
 */
export async function textPlaces(
  reader: ArchiveReader,
  { text, count }: { text: string; count: number },
  signal: AbortSignal,
): Promise<TextPlace[]> {
  const value = matching(sql`value`, text)
  const key = matching(sql`key`, text)
  const statement = sql`
    SELECT scope, key, type, value, occurrences FROM (
      SELECT scope, key, type, value, occurrences, ${value.rank} AS rank
      FROM store.attribute_values WHERE NOT starts_with(key, 'trace:') AND ${value.condition}
      UNION ALL
      SELECT scope, key, first(type ORDER BY occurrences DESC), NULL, sum(occurrences), ${key.rank} + 1 AS rank
      FROM store.attribute_keys WHERE scope <> 'intrinsic' AND ${key.condition} GROUP BY scope, key)
    ORDER BY rank, scope <> 'intrinsic', occurrences DESC, key, value LIMIT ${count}::BIGINT`
  return readRows(reader.chunks(statement, signal), {
    scope: readScope,
    key: cell.text,
    type: readType,
    value: orNull(cell.text),
    occurrences: cell.number,
  })
}
