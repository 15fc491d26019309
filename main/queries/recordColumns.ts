import { sql, type Statement } from '../archive/sql'

/** The severity that a word stands for, NULL for others. */
function severityOfWord(word: Statement): Statement {
  const begins = (pattern: string) => sql`regexp_matches(lower(${word}), ${`^\\s*(?:${pattern})`})`
  return sql`CASE
    WHEN ${word} IS NULL THEN NULL
    WHEN ${begins('fatal|crit|emerg|alert|panic')} THEN 21
    WHEN ${begins('err|severe')} THEN 17
    WHEN ${begins('warn')} THEN 13
    WHEN ${begins('info|notice')} THEN 9
    WHEN ${begins('debug|fine')} THEN 5
    WHEN ${begins('trace|verbose')} THEN 1 END`
}

/** The word for how grave an event is, where it has one. */
export const EVENT_LEVEL = sql`coalesce(attributes['level'], attributes['severity'], attributes['log.severity'])`

/** How grave an event is: an exception or error as its name or attributes tell, else what its level says. */
export const EVENT_SEVERITY = sql`CASE
  WHEN name IN ('exception', 'error') OR attributes['exception.type'] IS NOT NULL THEN 17
  ELSE ${severityOfWord(EVENT_LEVEL)} END`
export const LOG_SEVERITY = sql`coalesce(nullif(severity_number, 0), ${severityOfWord(sql`severity_text`)})`

const LONGEST = 300
const KEYS = 6
/** The first attributes, where there is nothing else to show. */
const FIRST_ATTRIBUTES = sql`array_to_string(
  [e.key || '=' || left(coalesce(e.value, ''), 80) FOR e IN map_entries(attributes)[1:${KEYS}]], '  ')`
const EXCEPTION = sql`nullif(concat_ws(': ', nullif(attributes['exception.type'], ''), nullif(attributes['exception.message'], '')), '')`

export const EVENT_MESSAGE = sql`left(coalesce(${EXCEPTION}, nullif(attributes['message'], ''), ${FIRST_ATTRIBUTES}), ${LONGEST})`
export const LOG_MESSAGE = sql`left(coalesce(nullif(body, ''), ${FIRST_ATTRIBUTES}), ${LONGEST})`
