import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import type { Pipeline } from '../../preload/contract/traceql/ast'
import { sql, joinSql, identifier } from '../../main/archive/sql'
import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { compileQuery } from '../../main/traceql/compileQuery'

export interface FoundSpanset {
  traceId: string
  groups: string[]
  spanIds: string[]
}

/** The spansets of an archive that a query, as text or as a tree, finds. Throws what is wrong with it. */
export async function foundSpansets(reader: ArchiveReader, query: string | Pipeline): Promise<FoundSpanset[]> {
  const { spans, groupCount } = compileQuery(typeof query === 'string' ? parsed(query) : query)
  const groups = Array.from({ length: groupCount }, (_, index) => identifier(`group_${index + 1}`))
  const statement = sql`
    SELECT s.trace_id, s.span_id ${joinSql(
      groups.map((name) => sql`, f.${name}`),
      ' ',
    )}
    FROM (${spans}) f JOIN store.span_rows s USING (span_row)`
  const spansets = new Map<string, FoundSpanset>()
  for await (const chunk of reader.chunks(statement, new AbortController().signal)) {
    for (const [traceId, spanId, ...values] of chunk.getRows()) {
      const groups = values.map(String)
      const key = JSON.stringify([traceId, groups])
      const spanset = spansets.get(key) ?? { traceId: String(traceId), groups, spanIds: [] }
      spansets.set(key, spanset)
      spanset.spanIds.push(String(spanId))
    }
  }
  return [...spansets.values()]
}

function parsed(text: string): Pipeline {
  const { query, problems } = parseTraceQL(text)
  if (query === null) throw new Error(problems.map(({ from, message }) => `${from}: ${message}`).join('\n'))
  return query
}
