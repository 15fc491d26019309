import type { DuckDBConnection } from '@duckdb/node-api'
import { ATTRIBUTE_TYPES, type AttributeType } from '../../../preload/contract/trace'
import { COUNTED_SCOPES, MOST_VALUE_BYTES, type CountedScope } from '../statistics/AttributeCounter'
import type { AttributeStatistics } from '../statistics/AttributeStatistics'

const TABLES: Record<CountedScope, string> = { span: 'span_rows', event: 'span_events', link: 'span_links' }
/** Rows that merging changes: reports that go, and spans that get what all their reports say. */
const CHANGED = `SELECT span_row FROM stage.merges UNION SELECT into_row FROM stage.merges WHERE NOT is_identical`

/** Counts the rows that merging changes: once before it with `times` −1, once after it with 1. */
export async function countChanged(
  connection: DuckDBConnection,
  statistics: AttributeStatistics,
  times: 1 | -1,
): Promise<void> {
  for (const scope of COUNTED_SCOPES) {
    const counted = await connection.run(`
      SELECT key, type, CASE WHEN strlen(value) <= ${MOST_VALUE_BYTES} THEN value END, count(*)::DOUBLE FROM (
        SELECT unnest(map_keys(attributes)) AS key, unnest(map_values(attributes)) AS value,
          unnest(string_split(attribute_types, '')) AS type
        FROM archive.store.${TABLES[scope]} WHERE span_row IN (${CHANGED}))
      WHERE key IS NOT NULL GROUP BY ALL`)
    for (let chunk = await counted.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await counted.fetchChunk()) {
      for (const [key, type, value, count] of chunk.getRows()) {
        if (!isType(type)) continue
        const attribute = { scope, key: String(key), type }
        statistics.add(attribute, times * Number(count))
        if (typeof value === 'string') statistics.addValue(attribute, value, times * Number(count))
        else if (times > 0) statistics.unlist(attribute)
      }
    }
  }
}

/** Takes in what is counted of the archive which is added to. */
export async function readOldStatistics(connection: DuckDBConnection, statistics: AttributeStatistics): Promise<void> {
  const scopes = COUNTED_SCOPES.map((scope) => `'${scope}'`).join(', ')
  const read = async (table: string, column: string, take: (of: CountedRow) => void) => {
    const found = await connection.run(`SELECT scope, key, type, ${column}, occurrences::DOUBLE
      FROM archive.store.${table} WHERE scope IN (${scopes})`)
    for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
      for (const [scope, key, type, detail, count] of chunk.getRows()) {
        const known = COUNTED_SCOPES.find((each) => each === scope)
        if (known === undefined || !isType(type)) continue
        take({ attribute: { scope: known, key: String(key), type }, detail, count: Number(count) })
      }
    }
  }
  await read('attribute_keys', 'is_listed', ({ attribute, detail, count }) => {
    statistics.add(attribute, count)
    if (detail !== true) statistics.unlist(attribute)
  })
  await read('attribute_values', 'value', ({ attribute, detail, count }) =>
    statistics.addValue(attribute, String(detail), count),
  )
}

interface CountedRow {
  attribute: { scope: CountedScope; key: string; type: AttributeType }
  detail: unknown
  count: number
}

/** Stages what was counted, as `stage.attribute_keys` and `stage.attribute_values`. */
export async function stageStatistics(connection: DuckDBConnection, statistics: AttributeStatistics): Promise<void> {
  for (const table of ['attribute_keys', 'attribute_values']) {
    await connection.run(`CREATE TABLE stage.${table} AS FROM archive.store.${table} LIMIT 0`)
  }
  const keys = await connection.createAppender('attribute_keys', 'main', 'stage')
  const listed = await connection.createAppender('attribute_values', 'main', 'stage')
  for (const { scope, key, type, occurrences, values } of statistics.attributes) {
    if (occurrences === 0) continue
    for (const text of [scope, key, type]) keys.appendVarchar(text)
    keys.appendBigInt(BigInt(occurrences))
    keys.appendBoolean(values !== null)
    keys.endRow()
    for (const [value, count] of values ?? []) {
      for (const text of [scope, key, type, value]) listed.appendVarchar(text)
      listed.appendBigInt(BigInt(count))
      listed.endRow()
    }
  }
  keys.closeSync()
  listed.closeSync()
}

function isType(type: unknown): type is AttributeType {
  return typeof type === 'string' && type in ATTRIBUTE_TYPES
}
