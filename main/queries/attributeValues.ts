import type { AttributeValue, AttributeValues, StatisticsScope } from '../../preload/contract/attributes'
import { joinSql, sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { SAMPLED_TABLES, sampleOf } from './attributeSample'
import { matching } from './matching'
import { cell, orNull, readRows } from './readRows'
import { readType } from './statisticsCells'

interface ValuesParameters {
  scopes: StatisticsScope[]
  key: string
  text: string
  count: number
}

/** Values of a key that contain a text: those that begin with it first, then by how often they occur. */
export async function attributeValues(
  reader: ArchiveReader,
  { scopes, key, text, count }: ValuesParameters,
  signal: AbortSignal,
): Promise<AttributeValues> {
  const among = joinSql(
    scopes.map((scope) => sql`${scope}`),
    ', ',
  )
  const { condition, rank } = matching(sql`value`, text)
  const read = (statement: Statement) =>
    readRows(reader.chunks(statement, signal), {
      value: cell.text,
      type: readType,
      occurrences: orNull(cell.number),
    })
  const listed = await read(sql`
    SELECT value, type, sum(occurrences) FROM store.attribute_values
    WHERE scope IN (${among}) AND key = ${key} AND ${condition}
    GROUP BY value, type ORDER BY ${rank}, sum(occurrences) DESC, value LIMIT ${count}::BIGINT`)
  const unlisted = await readRows(
    reader.chunks(
      sql`SELECT DISTINCT scope FROM store.attribute_keys
        WHERE scope IN (${among}) AND key = ${key} AND type IN ('s', 'i', 'd') AND NOT is_listed`,
      signal,
    ),
    { scope: cell.text },
  )
  const tables = unlisted.flatMap(
    ({ scope }) => Object.entries(SAMPLED_TABLES).find(([each]) => each === scope)?.[1] ?? [],
  )
  const seen: AttributeValue[] = [...listed]
  const known = new Set(listed.map(({ value, type }) => `${type} ${value}`))
  for (const table of tables) {
    if (seen.length >= count) break
    const found = await read(sql`
      SELECT value, type, NULL FROM (
        SELECT attributes[${key}] AS value, attribute_types[list_position(map_keys(attributes), ${key})] AS type
        FROM (${await sampleOf(reader, table, signal)}))
      WHERE value IS NOT NULL AND type IN ('s', 'i', 'd') AND ${condition}
      GROUP BY value, type ORDER BY ${rank}, count(*) DESC, value LIMIT ${count}::BIGINT`)
    for (const each of found) if (!known.has(`${each.type} ${each.value}`)) seen.push(each)
  }
  return { values: seen.slice(0, count), isSample: unlisted.length > 0 }
}
