import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { keepSelection } from '../../main/shell/keepSelection'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { chosenSpans } from '../../main/queries/explore/chosenSpans'
import { Groups } from '../../main/queries/Groups'
import { groupsPage } from '../../main/queries/groupsPage'
import { Matches } from '../../main/queries/Matches'
import { matchesHistogram } from '../../main/queries/matchesHistogram'
import type { RowIndex } from '../../main/queries/RowIndex'
import { SharedAnswers } from '../../main/queries/SharedAnswers'
import { SpanLists } from '../../main/queries/SpanLists'
import { spansPage } from '../../main/queries/spansPage'
import { TraceLists } from '../../main/queries/TraceLists'
import { traceMatches } from '../../main/queries/traceMatches'
import { tracesPage } from '../../main/queries/tracesPage'
import type { TraceFilter } from '../../preload/contract/explorer'
import { failureOf } from '../../preload/contract/failure'
import { ALL_TRACES } from '../support/allTraces'
import { archiveOf, type WrittenArchive } from '../support/archiveOf'
import { builtProgram } from '../support/builtProgram'
import { never } from '../support/never'
import { SqlConsole } from '../../main/hosts/SqlConsole'
import { forkHost } from '../../main/hosts/forkHost'

const silent = { signal: never, progress: () => undefined }
const SESSION = 'test'
const SPAN_IDS = 'SELECT trace_id, span_id FROM spans'
let archive: WrittenArchive
let data: string
let console: SqlConsole
let reader: ArchiveReader
let matches: Matches

/** Traces 1 to 4 of three spans each, of which the first failed in odd traces. */
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'selections-'))
  process.env.TRACELOUPE_DATA = data
  archive = await archiveOf(
    ['1', '2', '3', 'ab'].flatMap((trace, place) =>
      ['a', 'b', 'c'].map((id, index) => ({
        trace,
        id,
        ...(index > 0 && { parent: 'a' }),
        name: `step ${index}`,
        start: place * 1_000 + index,
        status: index === 0 && place % 2 === 0 ? ('error' as const) : ('ok' as const),
      })),
    ),
  )
  console = new SqlConsole({ spawnHost: forkHost, entryFolder: await builtProgram(), archive: archive.path })
  reader = await ArchiveReader.open(archive.path)
})
afterAll(async () => {
  delete process.env.TRACELOUPE_DATA
  reader.close()
  await console.close()
  await archive.remove()
  await rm(data, { recursive: true })
})
beforeEach(() => {
  matches = new Matches()
})

async function run(statement: string, selection: TraceFilter | null = null) {
  const asked = { session: SESSION, statement, parameters: {}, selection }
  return console.run(asked, silent)
}

/** What the rows of a statement select; null where they name no span of the archive. */
async function select(statement: string, selection: TraceFilter | null = null) {
  const { resultId } = await run(statement, selection)
  const found = await console.select({ session: SESSION, resultId, arrangementId: null }, silent)
  return found && keepSelection(archive.path, { ...found, statement })
}

async function filterOf(statement: string, more: Partial<TraceFilter> = {}): Promise<TraceFilter> {
  const selected = await select(statement)
  if (!selected) throw new Error('nothing is selected')
  return { ...ALL_TRACES, ...more, selection: selected.id }
}

const short = (id: string) => id.replace(/^0+/, '')
const page = { sort: { column: 'startTime', descending: false }, first: 0, count: 100 }

async function listed(filter: TraceFilter): Promise<string[]> {
  const { rows } = await spansPage(reader, new SpanLists(matches), { filter, ...page }, never)
  return rows.map(({ traceId, spanId }) => short(traceId) + short(spanId))
}

it('is the spans of span_id, or all of the traces', async () => {
  expect(await listed(await filterOf(`${SPAN_IDS} WHERE status = 'error'`))).toEqual(['1a', '3a'])
  expect(await listed(await filterOf("SELECT trace_id FROM spans WHERE status = 'error'"))).toEqual([
    ...['1a', '1b', '1c'],
    ...['3a', '3b', '3c'],
  ])
  const counted = await select("SELECT trace_id, count(*) FROM spans WHERE name = 'step 1' GROUP BY ALL")
  expect(counted).toMatchObject({ spanCount: 12, traceCount: 4 })
})

it.each([
  ['without zeros, in capitals', "SELECT 'AB' AS trace_id, 'B' AS span_id"],
  ['with columns in capitals', "SELECT 'ab' AS TRACE_ID, 1 AS one, 'b' AS Span_Id"],
  ['as a UUID', "SELECT '00000000-0000-0000-0000-0000000000ab'::UUID AS trace_id, 'b' AS span_id"],
  ['several times, and others beside it', `VALUES_OF`],
])('knows ids %s', async (_, statement) => {
  const several =
    "FROM (VALUES ('ab', 'b'), ('ab', 'b'), (NULL, 'b'), ('ab', NULL), ('zz', 'b'), ('ab', '')) t(trace_id, span_id)"
  expect(await listed(await filterOf(statement === 'VALUES_OF' ? several : statement))).toEqual(['abb'])
})

it('is nothing where the archive has none of the ids, and fails where there are none', async () => {
  expect(await select("SELECT 'ffff' AS trace_id")).toBeNull()
  expect(await select(`${SPAN_IDS} WHERE false`)).toBeNull()
  expect(failureOf(await select('SELECT span_id FROM spans').catch((error: unknown) => error))).toMatchObject({
    code: 'sql_failed',
  })
})

it('is what is left of an arranged result', async () => {
  const { resultId } = await run('SELECT * FROM spans')
  const filters = [{ column: 1, test: 'contains' as const, value: 'c' }]
  const { arrangementId } = await console.arrange(
    { session: SESSION, resultId, arrangement: { order: [{ column: 1, descending: true }], filters } },
    silent,
  )
  const found = await console.select({ session: SESSION, resultId, arrangementId }, silent)
  expect(found).toMatchObject({ spanCount: 4, traceCount: 4 })
})

it('holds together with a query, a time range and a limit, in every answer', async () => {
  const statement = `${SPAN_IDS} WHERE name <> 'step 2'`
  const filter = await filterOf(statement, { query: '{ name != "step 1" }', limit: 3 })
  expect(await listed(filter)).toEqual(['2a', '3a', 'aba'])
  const traces = await tracesPage(reader, new TraceLists(matches), { filter, ...page }, never)
  expect(traces.rows.map(({ traceId, matchedSpans }) => [short(traceId), matchedSpans])).toEqual([
    ['2', 1],
    ['3', 1],
    ['ab', 1],
  ])
  const histogram = await matchesHistogram(reader, matches, { filter, show: 'traces', bins: 10 }, never)
  expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(3)
  const grouped = { ...filter, query: '{ } | by(name)', limit: null }
  const groups = await groupsPage(reader, new Groups(matches), { filter: grouped, ...page, sort: BY_COUNT }, never)
  expect(groups.rows.map(({ values, spanCount }) => [values, spanCount])).toEqual([
    [['s:step 0'], 4],
    [['s:step 1'], 4],
  ])
  const alone = await tracesPage(reader, new TraceLists(matches), { filter: await filterOf(statement), ...page }, never)
  expect(alone.rows.map(({ matchedSpans }) => matchedSpans)).toEqual([2, 2, 2, 2])
  const chosen = await chosenSpans(reader, matches, { filter: await filterOf(statement) }, never)
  expect([0, 1, 2, 3].map(chosen)).toEqual([true, true, false, true])
})
const BY_COUNT = { column: 'spanCount', descending: true }

it('is known in the page of a trace', async () => {
  const { selection } = await filterOf(`${SPAN_IDS} WHERE name <> 'step 1'`)
  const orders = new SharedAnswers<RowIndex>(1)
  const asked = { traceId: 'ab', query: '{ }', selection }
  expect([...(await traceMatches(reader, orders, asked, never))]).toEqual([0, 2])
})

it('comes back as the same spans, however often it goes round', async () => {
  const first = await filterOf(`${SPAN_IDS} WHERE status = 'ok'`, { query: '{ name != "step 2" }' })
  const spans = await listed(first)
  expect(spans).toHaveLength(6)
  const again = await select('SELECT * FROM selected_spans', first)
  expect(await listed({ ...ALL_TRACES, selection: again?.id ?? '' })).toEqual(spans)
  const ordered = await select('SELECT span_id, trace_id, name FROM selected_spans ORDER BY duration_ns', {
    ...ALL_TRACES,
    selection: again?.id ?? null,
  })
  expect(await listed({ ...ALL_TRACES, selection: ordered?.id ?? '' })).toEqual(spans)
})

it('is gone where it is not kept, and when the archive has changed', async () => {
  const unknown = { ...ALL_TRACES, selection: '0123456789abcdef' }
  const gone = { code: 'selection_gone', statement: null }
  expect(failureOf(await listed(unknown).catch((error: unknown) => error))).toEqual(gone)
  expect(failureOf(await run('FROM selected_spans', unknown).catch((error: unknown) => error))).toEqual(gone)
  const statement = `${SPAN_IDS} LIMIT 1`
  const filter = await filterOf(statement)
  await utimes(archive.path, 1, 1)
  expect(failureOf(await listed(filter).catch((error: unknown) => error))).toEqual({ ...gone, statement })
})

it('does not run what stands in a cell or the name of a column', async () => {
  const cell = `'); DROP TABLE archive; --`
  expect(await select(`SELECT '${cell.replaceAll("'", "''")}' AS trace_id, '1' AS "span_id"`)).toBeNull()
  expect(await select(`SELECT '1' AS trace_id, 1 AS "x"") ; DROP TABLE archive; --"`)).toMatchObject({ spanCount: 3 })
})
