import {
  ASIDE_REASONS,
  DIFFERENCE_SCOPES,
  type AsideKey,
  type Difference,
  type DifferenceInside,
  type DifferingKey,
} from '../../../preload/contract/explore/difference'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { QueryProgress } from '../../../preload/contract/matches'
import { joinSql, sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import type { MatchedSpans, Matches } from '../Matches'
import { stepsProgress } from '../phaseProgress'
import { cell, orNull, readRows } from '../readRows'
import { attributeCounts } from './attributeCounts'
import { comparedRows, type Compared } from './comparedRows'
import { comparedKeys, differenceCandidates } from './differenceCandidates'
import { differing } from './differenceScore'
import { sidesOf, type Sides } from './sidesOf'

export interface DifferenceQuestion {
  filter: TraceFilter
  over: 'spans' | 'traces'
  inside: DifferenceInside
}

const MOST_KEYS = 60
const MOST_VALUES = 8
const MOST_ASIDE = 200

/**
 * What tells the spans (or traces) of one part of the population from the rest of it: each value of each attribute and of
 * a few intrinsic fields, ranked by `differing`. Fails with `query_wrong`.
 */
export async function difference(
  reader: ArchiveReader,
  matches: Matches,
  { filter, over, inside }: DifferenceQuestion,
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<Difference> {
  const asker = { signal, onProgress }
  const startedAt = performance.now()
  const compare = (matched: MatchedSpans, other: MatchedSpans | null) => {
    const onStep = stepsProgress('comparing', startedAt, onProgress)
    return compareSides(reader, comparedRows(over, matched, filter, inside, other), signal, onStep)
  }
  return matches.use(reader, filter, asker, (matched) =>
    'brush' in inside
      ? compare(matched, null)
      : matches.use(reader, { query: inside.query, selection: null }, asker, (other) => compare(matched, other)),
  )
}

async function compareSides(
  reader: ArchiveReader,
  compared: Compared,
  signal: AbortSignal,
  onStep: () => void,
): Promise<Difference> {
  const kept: Statement[] = []
  const keep = async (statement: Statement) => {
    const name = await reader.keep(statement, signal, onStep)
    kept.push(name)
    return name
  }
  try {
    const { sample, ...sides } = await sidesOf(reader, compared, keep, signal)
    if (sides.inside.counted === 0 || sides.outside.counted === 0) {
      return { ...sides, keys: [], differing: 0, compared: 0, aside: [] }
    }
    const counts = await keep(attributeCounts(compared.spansOf(sample), compared.over))
    const keys = await keep(comparedKeys(counts, compared.over))
    const candidates = differenceCandidates(counts, keys, compared.over)
    const [ranked, aside, comparedCount] = await Promise.all([
      readRanked(reader, candidates, keys, sides, signal),
      readAside(reader, keys, signal),
      countCompared(reader, keys, signal),
    ])
    return { ...sides, ...ranked, aside, compared: comparedCount }
  } finally {
    for (const name of kept) reader.forget(name)
  }
}

/** Of a number's cuts only the best one that is commoner inside is told; that a span has a key, where no value says more. */
async function readRanked(
  reader: ArchiveReader,
  candidates: Statement,
  keys: Statement,
  { inside, outside }: Sides,
  signal: AbortSignal,
): Promise<Pick<Difference, 'keys' | 'differing'>> {
  const more = sql`n_in * ${outside.counted}::BIGINT > n_out * ${inside.counted}::BIGINT`
  const statement = sql`
    WITH scored AS (
      SELECT * FROM (${differing(candidates, inside.counted, outside.counted)})
      QUALIFY NOT cut OR row_number() OVER (PARTITION BY scope, key, cut ORDER BY ${more} DESC, score DESC, least, most) = 1),
    told AS (
      SELECT *, count(*) OVER of_key AS differing, max(score) OVER of_key AS strongest,
        row_number() OVER (of_key ORDER BY score DESC, ${more} DESC, value, least, most) AS place
      FROM (SELECT * FROM scored QUALIFY value <> 'any'
        OR score > coalesce(max(score) FILTER (value <> 'any') OVER (PARTITION BY scope, key), 0))
      WINDOW of_key AS (PARTITION BY scope, key))
    SELECT scope, key, value, least, most, n_in, n_out, score, differing, distinct_values, all_keys FROM (
      SELECT told.*, k.distinct_values, count(*) FILTER (place = 1) OVER () AS all_keys,
        dense_rank() OVER (ORDER BY strongest DESC, ${scopeOrder()}, told.key) AS key_rank
      FROM told JOIN ${keys} k ON k.scope = told.scope AND k.key = told.key)
    WHERE place <= ${MOST_VALUES}::INTEGER AND key_rank <= ${MOST_KEYS}::INTEGER ORDER BY key_rank, place`
  const rows = await readRows(reader.chunks(statement, signal), {
    scope: readScope,
    key: cell.text,
    value: cell.text,
    least: orNull(cell.number),
    most: orNull(cell.number),
    inside: cell.number,
    outside: cell.number,
    score: cell.number,
    differing: cell.number,
    distinct: cell.number,
    allKeys: cell.number,
  })
  const found: DifferingKey[] = []
  for (const row of rows) {
    const { scope, key, value, least, most, score } = row
    const told = { value, least, most, inside: row.inside, outside: row.outside, score }
    const last = found.at(-1)
    if (last?.scope === scope && last.key === key) last.values.push(told)
    else found.push({ scope, key, values: [told], differing: row.differing, distinct: row.distinct })
  }
  return { keys: found, differing: rows[0]?.allKeys ?? 0 }
}

async function readAside(reader: ArchiveReader, keys: Statement, signal: AbortSignal): Promise<AsideKey[]> {
  const statement = sql`SELECT scope, key, aside, distinct_values, left(example, 120) FROM ${keys}
    WHERE aside IS NOT NULL ORDER BY ${scopeOrder(sql`scope`)}, key LIMIT ${MOST_ASIDE}::BIGINT`
  return readRows(reader.chunks(statement, signal), {
    scope: readScope,
    key: cell.text,
    reason: oneOf(ASIDE_REASONS),
    distinct: cell.number,
    example: cell.text,
  })
}

async function countCompared(reader: ArchiveReader, keys: Statement, signal: AbortSignal): Promise<number> {
  const statement = sql`SELECT count(*) FROM ${keys} WHERE aside IS NULL`
  const [row] = await readRows(reader.chunks(statement, signal), { count: cell.number })
  return row?.count ?? 0
}

/** Where two keys tell as much, that of the span says it more plainly. */
function scopeOrder(scope = sql`told.scope`): Statement {
  const order = joinSql(
    DIFFERENCE_SCOPES.map((each) => sql`${each}`),
    ', ',
  )
  return sql`list_position([${order}], ${scope})`
}

const readScope = oneOf(DIFFERENCE_SCOPES)

function oneOf<Word extends string>(words: readonly Word[]) {
  return (value: unknown): Word => {
    const word = words.find((each) => each === value)
    if (word === undefined) throw new TypeError(`the archive answered ${String(value)} where a known word was expected`)
    return word
  }
}
