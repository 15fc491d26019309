import { copyFile, rm } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectConsole, openConsole } from '../../main/console/openConsole'
import { SelectedSpans } from '../../main/console/SelectedSpans'
import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { SpanLists } from '../../main/queries/SpanLists'
import { spansPage } from '../../main/queries/spansPage'
import type { TraceFilter } from '../../preload/contract/explorer'
import { builtWorkers } from '../import/builtWorkers'
import { ALL_TRACES } from '../support/allTraces'
import { never } from '../support/never'
import { searchQueries } from '../support/searchQueries'
import { toOtlpLines } from '../support/toOtlpLines'
import { formatQuery } from '../support/traceql/formatQuery'
import { traceqlTraces } from '../support/traceqlTraces'
import { withArchiveOfFile } from '../support/withArchiveOfFile'
import { TestConsole } from './TestConsole'

const workers = builtWorkers()
const ARCHIVES = 2
const QUERIES_PER_ARCHIVE = 30

/** About when the spans of drawn traces start. */
const ORIGIN = 1_700_000_000_000_000_000n
const bounds = fc.record({
  from: fc.option(fc.constantFrom(ORIGIN, ORIGIN + 1_000n, ORIGIN + 1_000_000_000n), { freq: 1 }),
  to: fc.option(fc.constantFrom(ORIGIN + 1_000_000n, ORIGIN + 60_000_000_001n), { freq: 1 }),
  limit: fc.option(fc.constantFrom(1, 2, 5), { freq: 1 }),
})
const WORDS = ['GET', '-GET cart', 'too', '']

it('holds the spans that the list of spans shows, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const [traces = []] = fc.sample(traceqlTraces(), { seed, numRuns: 1 })
      const queries = fc.sample(searchQueries(), { seed, numRuns: QUERIES_PER_ARCHIVE }).map(formatQuery)
      const texts = [...queries, ...WORDS]
      const limits = fc.sample(bounds, { seed, numRuns: texts.length })
      const filters = texts.map((query, index) => ({ ...ALL_TRACES, ...limits[index], query }))
      await withArchiveOfFile(workers, toOtlpLines(traces), async (reader) => {
        const selected = await selectedIn(reader.path, filters)
        for (const [index, filter] of filters.entries())
          expect(selected[index], filter.query).toEqual(await listed(reader, filter))
      })
    }),
    { numRuns: ARCHIVES, endOnFailure: true },
  )
}, 120_000)

async function listed(reader: ArchiveReader, filter: TraceFilter): Promise<string[]> {
  const page = { filter, sort: { column: 'startTime', descending: true }, first: 0, count: 1_000 }
  const { rows } = await spansPage(reader, new SpanLists(), page, never)
  return rows.map(({ traceId, spanId }) => traceId + spanId).sort()
}

/** One process cannot open an archive twice. */
async function selectedIn(archive: string, filters: TraceFilter[]): Promise<string[][]> {
  const copy = `${archive}.copy`
  await copyFile(archive, copy)
  const options = { archive: copy, memoryLimitBytes: 2 ** 28, temporaryFolder: `${copy}.tmp`, writableFile: null }
  const instance = await openConsole(options)
  const spans = new SelectedSpans(copy)
  const statement = 'SELECT trace_id || span_id FROM selected_spans'
  const found: string[][] = []
  for (const selection of filters) {
    const connection = await connectConsole(instance)
    await spans.provide(connection, { statement, selection })
    const reader = await connection.runAndReadAll(statement)
    found.push(
      reader
        .getRows()
        .map(([id]) => String(id))
        .sort(),
    )
    connection.closeSync()
  }
  instance.closeSync()
  await rm(copy)
  return found
}

describe('in a host', () => {
  let test: TestConsole
  let hash: string
  beforeAll(async () => {
    test = await TestConsole.open()
    hash = await test.archiveHash()
  })
  afterAll(() => test.close())
  /** Whatever was selected, the archive is what it was and statements go on. */
  afterEach(async () => {
    expect(await test.archiveHash()).toBe(hash)
    expect((await test.run('SELECT count(*) FROM spans')).rows).toEqual([[9]])
  })

  const failed: TraceFilter = { ...ALL_TRACES, query: '{ status = error }' }
  const counted = 'SELECT count(*) FROM selected_spans'

  it('is all spans where nothing is selected', async () => {
    expect((await test.run(counted)).rows).toEqual([[9]])
    expect((await test.run(counted, { selection: ALL_TRACES })).rows).toEqual([[9]])
  })

  it('has the columns of spans, and is there for what describes it', async () => {
    const described = async (relation: string) => (await test.run(`DESCRIBE ${relation}`, { selection: failed })).rows
    expect(await described('selected_spans')).toEqual(await described('spans'))
    const { rowCount } = await test.run('SUMMARIZE selected_spans', { selection: failed })
    expect(rowCount).toBe((await described('spans')).length)
  })

  it.each([
    ['in any case', 'SELECT count(*) FROM SELECTED_Spans'],
    ['in quotes', 'SELECT count(*) FROM "selected_spans"'],
    ['with its schema', 'SELECT count(*) FROM temp.selected_spans'],
    ['behind WITH', 'WITH a AS (FROM selected_spans) SELECT count(*) FROM a'],
    ['beside spans', 'SELECT count(*) FROM spans SEMI JOIN selected_spans USING (trace_id, span_id)'],
  ])('is known %s', async (_, statement) => {
    expect((await test.run(statement, { selection: failed })).rows).toEqual([[3]])
  })

  it('is of each statement alone, in all sessions at once', async () => {
    const queries = ['{ status = error }', '{ status = ok }', '{ name = "step 0" } | by(status)', '{ false }', '']
    const answers = await Promise.all(
      queries.map((query, index) =>
        test.run(counted, { session: `session ${index}`, selection: { ...ALL_TRACES, query } }),
      ),
    )
    expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual([3, 6, 3, 0, 9])
  })

  it('tells what is wrong with the query and where, if the statement asks for it', async () => {
    const selection = { ...ALL_TRACES, query: '{ status = }' }
    expect(await test.failureOf(counted, { selection })).toMatchObject({ code: 'query_wrong', from: 11 })
    expect((await test.run('SELECT 1 AS "selected spans"', { selection })).rows).toEqual([[1]])
  })

  it.each([
    `{ name = "'); DROP VIEW spans; --" }`,
    `'); COPY (SELECT 1) TO 'out.csv'; --`,
    `{ ."a'] = 1) OR (1" = 1 }`,
    `{ name =~ "(SELECT .*" || name = "step 0" }`,
  ])('takes %s for a text', async (query) => {
    const outcome = await test.run(counted, { selection: { ...ALL_TRACES, query } }).catch(() => null)
    expect([null, 0, 3]).toContain(outcome?.rows[0]?.[0] ?? null)
  })

  it.each([
    ['CREATE', 'CREATE OR REPLACE TEMP VIEW selected_spans AS SELECT 1'],
    ['DROP', 'DROP VIEW temp.selected_spans'],
    ['INSERT', 'INSERT INTO temp.traceloupe_selection SELECT NULL'],
    ['INSERT', 'INSERT INTO selected_spans SELECT * FROM spans'],
    ['DELETE', 'DELETE FROM selected_spans'],
    ['several statements', 'FROM selected_spans; DROP VIEW selected_spans'],
  ])('%s does not change it: %s', async (what, statement) => {
    expect(await test.failureOf(statement, { selection: failed })).toMatchObject({ code: 'sql_refused', what })
    expect((await test.run(counted, { selection: failed })).rows).toEqual([[3]])
  })
})

it('lets go of the search for the spans at once', async () => {
  const test = await TestConsole.open({ spanCount: 100_000 })
  const query = Array.from({ length: 16 }, (_, index) => `-word${index}`).join(' ')
  const controller = new AbortController()
  let abortedAt = Infinity
  const failure = await test.failureOf('FROM selected_spans', {
    selection: { ...ALL_TRACES, query },
    signal: controller.signal,
    progress() {
      if (controller.signal.aborted) return
      abortedAt = performance.now()
      controller.abort()
    },
  })
  expect(failure).toEqual({ code: 'cancelled' })
  expect(performance.now() - abortedAt).toBeLessThan(200)
  await test.close()
})
