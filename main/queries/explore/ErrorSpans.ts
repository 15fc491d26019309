import type { TraceFilter } from '../../../preload/contract/explorer'
import { questionKey } from '../../../preload/contract/questionKey'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { countRows } from '../countRows'
import { KeptTables, type Asker, type KeptTable } from '../KeptTables'
import { isAsked, type Matches, type MatchedSpans } from '../Matches'
import { phaseProgress } from '../phaseProgress'
import { spanCondition } from '../spanCondition'
import { messageHead, messagePattern } from './messagePattern'

/**
 * The errors of matched spans: found once for all that is asked about them. A table of `span_row`, `trace_key`,
 * `service_name`, `name`, `start_time`, `failed`, `place`, `descendants`, `is_root`, `is_selected`, `type` and `pattern`:
 * a row for each way in which a span went wrong, and for each failed span of the same traces that is not selected.
 */
export class ErrorSpans {
  readonly #tables = new KeptTables<KeptTable>()
  readonly #matches: Matches

  constructor(matches: Matches) {
    this.#matches = matches
  }

  /** Fails with `query_wrong`. */
  async use<Value>(
    reader: ArchiveReader,
    filter: TraceFilter,
    { signal, onProgress }: Asker,
    use: (table: Statement) => Promise<Value>,
  ): Promise<Value> {
    const startedAt = performance.now()
    return this.#tables.use(
      reader,
      { key: questionKey(filter), signal, onProgress },
      (shared, report) =>
        this.#matches.use(reader, filter, { signal: shared, onProgress: report }, async (matched) => {
          const onShare = phaseProgress('grouping', startedAt, report)
          const name = await reader.keep(errorSpans(matched, filter), shared, onShare)
          return { name, rowCount: await countRows(reader, name, shared) }
        }),
      ({ name }) => use(name),
    )
  }
}

const COLUMNS = sql`s.span_row, s.tree.trace_key AS trace_key, s.tree.resource_key AS resource_key, s.name, s.start_time,
  s.tree.place AS place, s.tree.descendants AS descendants`

/**
 * Works on spans that failed or have an exception alone. A failed span has a failed one below it when the next failed
 * one of its trace, in pre-order, is among its descendants.
 */
function errorSpans(matched: MatchedSpans, filter: TraceFilter): Statement {
  const condition = spanCondition(filter, matched.rows)
  const isSelected = isAsked(filter)
    ? sql`span_row IN (SELECT span_row FROM ${matched.rows} WHERE ${condition})`
    : condition
  return sql`
    WITH thrown AS MATERIALIZED (
      SELECT span_row, coalesce(attributes['exception.type'], '') AS type,
        ${messageHead(sql`coalesce(attributes['exception.message'], '')`)} AS message
      FROM store.span_events WHERE name = 'exception'),
    unselected AS (
      SELECT ${COLUMNS}, true AS failed,
        coalesce(s.attributes['error.type'], '') AS type, ${messageHead(sql`coalesce(s.status_message, '')`)} AS message
      FROM store.span_rows s WHERE s.status = 'error'
      UNION ALL
      SELECT ${COLUMNS}, false, '', ''
      FROM store.span_rows s WHERE s.status <> 'error' AND s.span_row IN (SELECT span_row FROM thrown)),
    found AS MATERIALIZED (
      SELECT *, ${isSelected} AS is_selected, failed AND coalesce(
        lead(place) OVER (PARTITION BY trace_key, failed ORDER BY place) > place + descendants, true) AS is_root
      FROM unselected),
    worded AS (
      SELECT f.* EXCLUDE (type, message), coalesce(nullif(t.type, ''), f.type) AS type,
        coalesce(nullif(t.message, ''), f.message) AS message
      FROM found f LEFT JOIN thrown t ON t.span_row = f.span_row),
    patterns AS (
      SELECT message, ${messagePattern(sql`message`)} AS pattern
      FROM (SELECT DISTINCT message FROM worded WHERE is_selected))
    SELECT DISTINCT w.span_row, w.trace_key, r.service_name, w.name, w.start_time, w.failed, w.place, w.descendants,
      w.is_root, w.is_selected, CASE WHEN w.is_selected THEN w.type END AS type,
      CASE WHEN w.is_selected THEN p.pattern END AS pattern
    FROM worded w LEFT JOIN patterns p ON p.message = w.message
      JOIN store.resources r ON r.resource_key = w.resource_key
    WHERE w.is_selected OR w.failed AND w.trace_key IN (SELECT trace_key FROM found WHERE is_selected)`
}
