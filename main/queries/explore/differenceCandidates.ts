import { sql, type Statement } from '../../archive/sql'

/** Fewer texts are no ids. */
const LEAST_IDS = 50
/** A value that so many have is worth telling, however many others there are. */
const DOMINANT = 0.05
const LONG_TEXT = 64
/** More different numbers are compared by ranges. */
const MOST_NUMBERS = 12
const BINS = 8
const NUMBER = sql`type IN ('i', 'd')`

/** Each key of a table of `attributeCounts`, with why it is set `aside`, if it is, and whether its numbers make ranges. */
export function comparedKeys(counts: Statement, over: 'spans' | 'traces'): Statement {
  // Of a trace with several numbers no range of them would be true.
  const isRanged = over === 'spans' ? sql`numbers > ${MOST_NUMBERS}::INTEGER` : sql`false`
  return sql`
    SELECT scope, key, distinct_values, example, ${isRanged} AS is_ranged,
      CASE WHEN texts < ${LEAST_IDS}::INTEGER OR commonest >= ${DOMINANT}::DOUBLE * occurrences THEN NULL
        WHEN ids > 0.9 * texts THEN 'id'
        WHEN letters > ${LONG_TEXT}::INTEGER AND texts > 0.1 * occurrences THEN 'text'
        WHEN texts > 0.5 * occurrences THEN 'unique' END AS aside
    FROM (
      SELECT scope, key, count(*) AS distinct_values, min(value) AS example, count(*) FILTER (type IN ('s', 'a')) AS texts,
        count(*) FILTER (${NUMBER}) AS numbers, sum(n_in + n_out) AS occurrences, max(n_in + n_out) AS commonest,
        avg(length(value)) AS letters, count(*) FILTER (type = 's' AND regexp_full_match(value, '[0-9a-fA-F-]{16,}')) AS ids
      FROM ${counts} GROUP BY scope, key)`
}

/**
 * What a side can have more of: single values, ranges of numbers, and, where each span counts once, the key itself.
 * `keys` is a table of `comparedKeys`. Of a number, `cut` marks all beyond some value: only the best of them is to be told.
 */
export function differenceCandidates(counts: Statement, keys: Statement, over: 'spans' | 'traces'): Statement {
  const presence = sql`UNION ALL SELECT scope, key, 'any', NULL, NULL, sum(n_in), sum(n_out), false FROM told GROUP BY ALL`
  return sql`
    WITH told AS (
      SELECT c.*, k.is_ranged FROM ${counts} c JOIN ${keys} k ON k.scope = c.scope AND k.key = c.key WHERE k.aside IS NULL),
    numbers AS (
      SELECT scope, key, TRY_CAST(value AS DOUBLE) AS v, sum(n_in) AS n_in, sum(n_out) AS n_out
      FROM told WHERE is_ranged AND ${NUMBER} AND isfinite(TRY_CAST(value AS DOUBLE)) GROUP BY ALL),
    placed AS (
      SELECT *, sum(n_in) OVER below - n_in AS less_in, sum(n_out) OVER below - n_out AS less_out,
        sum(n_in) OVER whole AS all_in, sum(n_out) OVER whole AS all_out, lag(v) OVER below AS before
      FROM numbers WINDOW below AS (PARTITION BY scope, key ORDER BY v), whole AS (PARTITION BY scope, key))
    SELECT scope, key, CASE type WHEN 'i' THEN 'n:' WHEN 'd' THEN 'n:' ELSE type || ':' END || value AS value,
      NULL::DOUBLE AS least, NULL::DOUBLE AS most, n_in, n_out, false AS cut
    FROM told WHERE NOT (is_ranged AND ${NUMBER})
    ${over === 'spans' ? presence : sql``}
    UNION ALL SELECT scope, key, '', v, NULL, all_in - less_in, all_out - less_out, true FROM placed WHERE before IS NOT NULL
    UNION ALL SELECT scope, key, '', NULL, before, less_in, less_out, true FROM placed WHERE before IS NOT NULL
    UNION ALL (
      SELECT scope, key, '', min(v), max(v), sum(n_in), sum(n_out), false FROM placed
      GROUP BY scope, key, least(${BINS - 1}::INTEGER, floor(${BINS / 2}::INTEGER
        * (less_in / greatest(all_in, 1) + less_out / greatest(all_out, 1)))))`
}
