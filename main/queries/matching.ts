import { sql, type Statement } from '../archive/sql'

/** How a column matches what somebody is writing, in any case: `rank` puts first what is it, then what begins with it. */
export function matching(column: Statement, text: string): { condition: Statement; rank: Statement } {
  const written = text.toLowerCase()
  return {
    condition: sql`contains(lower(${column}), ${written})`,
    rank: sql`CASE WHEN lower(${column}) = ${written} THEN 0 WHEN starts_with(lower(${column}), ${written}) THEN 1 ELSE 2 END`,
  }
}
