import type { Word } from '../../preload/contract/traceql/readWords'
import { joinSql, sql, type Statement } from '../archive/sql'
import type { CompiledQuery } from './compileQuery'
import type { SpanTables } from './SpanTables'

/**
 * The spans that contain all words, in any case, in what they or their resource, scope, events and links are called,
 * in a key or a value of an attribute, or at the beginning of one of their ids.
 */
export function compileWords(words: readonly Word[], tables: SpanTables): CompiledQuery {
  const conditions = words.map(({ text, isExcluded }) => {
    const contained = containing(text.toLowerCase(), tables)
    return isExcluded ? sql`NOT coalesce(${contained}, false)` : contained
  })
  const from = sql`FROM ${tables.spans} s WHERE ${joinSql(conditions, ' AND ')}`
  return {
    spans: sql`SELECT s.tree.trace_key AS trace_key, s.span_row ${from}`,
    groupCount: 0,
    spansWith: (further) => sql`SELECT s.tree.trace_key AS trace_key, s.span_row, ${further} ${from}`,
    traces: sql`SELECT s.tree.trace_key AS trace_key, count(*) AS matched_spans ${from} GROUP BY ALL`,
  }
}

function containing(word: string, tables: SpanTables): Statement {
  const inText = (column: Statement) => sql`contains(lower(${column}), ${word})`
  const inMap = (map: Statement) => mapContains(map, word)
  // A file may show ids without the zeros that the archive pads them with.
  const id = (column: Statement) =>
    /^[1-9a-f][0-9a-f]{0,31}$/.test(word)
      ? sql`(starts_with(${column}, ${word}) OR starts_with(ltrim(${column}, '0'), ${word}))`
      : sql`starts_with(lower(${column}), ${word})`
  return sql`(${inText(sql`s.name`)} OR ${inText(sql`s.status_message`)} OR ${id(sql`s.span_id`)}
    OR s.tree.trace_key IN (SELECT trace_key FROM ${tables.traces} WHERE ${id(sql`trace_id`)})
    OR ${inMap(sql`s.attributes`)}
    OR s.tree.resource_key IN (SELECT resource_key FROM store.resources
      WHERE ${inText(sql`service_name`)} OR ${inMap(sql`attributes`)})
    OR s.tree.scope_key IN (SELECT scope_key FROM store.scopes
      WHERE ${inText(sql`name`)} OR ${inText(sql`version`)} OR ${inMap(sql`attributes`)})
    OR s.span_row IN (SELECT span_row FROM ${tables.events} WHERE ${inText(sql`name`)} OR ${inMap(sql`attributes`)})
    OR s.span_row IN (SELECT span_row FROM ${tables.links}
      WHERE ${id(sql`linked_trace_id`)} OR ${id(sql`linked_span_id`)} OR ${inMap(sql`attributes`)}))`
}

/** Whether a word, in lower case, is in a key or a value of a map. */
export function mapContains(map: Statement, word: string): Statement {
  // One text for all values: looking into each of them takes longer.
  return sql`contains(lower(array_to_string(map_values(${map}), chr(10)) || chr(10) || array_to_string(map_keys(${map}), chr(10))), ${word})`
}
