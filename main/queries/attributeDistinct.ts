import type { DistinctValues, StatisticsScope } from '../../preload/contract/attributes'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { SAMPLED_TABLES, sampleOf } from './attributeSample'
import { cell, readRows } from './readRows'

/**
 * How many values a key has. Where they are in a sample alone it is estimated from how many were seen once and twice
 * (Chao 1984, bias-corrected): what is seen once again and again has many more like it that were not seen.
 */
export async function attributeDistinct(
  reader: ArchiveReader,
  { scope, key }: { scope: StatisticsScope; key: string },
  signal: AbortSignal,
): Promise<DistinctValues> {
  const [counted] = await readRows(
    reader.chunks(
      sql`SELECT coalesce(sum(occurrences), 0) FROM store.attribute_keys WHERE scope = ${scope} AND key = ${key}`,
      signal,
    ),
    { occurrences: cell.number },
  )
  const [seen] = await readRows(
    reader.chunks(
      sql`SELECT coalesce(sum(times), 0), count(*), count(*) FILTER (times = 1), count(*) FILTER (times = 2)
        FROM (
          SELECT attributes[${key}] AS value, count(*) AS times FROM (${await holders(reader, scope, signal)})
          WHERE value IS NOT NULL GROUP BY value)`,
      signal,
    ),
    { all: cell.number, distinct: cell.number, once: cell.number, twice: cell.number },
  )
  if (!counted || !seen) return { distinctCount: 0, isEstimated: false }
  const { all, distinct, once, twice } = seen
  if (SAMPLED_TABLES[scope] === undefined || all >= counted.occurrences) {
    return { distinctCount: distinct, isEstimated: false }
  }
  const unseen = (once * (once - 1)) / (2 * (twice + 1))
  return { distinctCount: Math.min(Math.round(distinct + unseen), counted.occurrences), isEstimated: true }
}

/** Resources and scopes are few: each of their contents is there but once. */
async function holders(reader: ArchiveReader, scope: StatisticsScope, signal: AbortSignal): Promise<Statement> {
  const table = SAMPLED_TABLES[scope]
  if (table !== undefined) return sampleOf(reader, table, signal)
  return scope === 'resource' ? sql`FROM store.resources` : sql`FROM store.scopes`
}
