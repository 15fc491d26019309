import type { AttributeKey, StatisticsScope } from '../../preload/contract/attributes'
import { joinSql, sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { matching } from './matching'
import { cell, readRows } from './readRows'
import { readScope, readType } from './statisticsCells'

/** Keys of the scopes that contain a text, those that begin with it first, then by how often they occur. */
export async function attributeKeys(
  reader: ArchiveReader,
  { scopes, text, count }: { scopes: StatisticsScope[]; text: string; count: number },
  signal: AbortSignal,
): Promise<AttributeKey[]> {
  const { condition, rank } = matching(sql`key`, text)
  const among = joinSql(
    scopes.map((scope) => sql`${scope}`),
    ', ',
  )
  const statement = sql`
    SELECT scope, key, list(type ORDER BY occurrences DESC, type), sum(occurrences)
    FROM store.attribute_keys WHERE scope IN (${among}) AND ${condition}
    GROUP BY scope, key ORDER BY ${rank}, sum(occurrences) DESC, key, scope LIMIT ${count}::BIGINT`
  const rows = await readRows(reader.chunks(statement, signal), {
    scope: readScope,
    key: cell.text,
    types: cell.texts,
    occurrences: cell.number,
  })
  return rows.map(({ types, ...key }) => ({ ...key, types: types.map(readType) }))
}
