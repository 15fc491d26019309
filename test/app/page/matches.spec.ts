import { DuckDBInstance } from '@duckdb/node-api'
import type { Locator } from '@playwright/test'
import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const queryOf = (traceId: string) => `{ trace:id = "${traceId}" && kind = client && duration > 5ms }`
const CONDITION = `kind = 'client' AND duration_ns > 5000000`
/** The trace with the most matches of which some spans do not match. */
const MOST = `SELECT trace_id, count(*) FILTER (${CONDITION}) AS matching, count(*) AS spans
  FROM spans GROUP BY trace_id HAVING matching BETWEEN 3 AND spans - 3 ORDER BY matching DESC, trace_id LIMIT 1`

interface Searched {
  traceId: string
  spanCount: number
  /** The ids of the spans that SQL finds. */
  matching: string[]
}

async function searched(archive: string): Promise<Searched> {
  const [trace] = await answerOf<{ trace_id: string; spans: number }>(archive, MOST)
  const traceId = trace?.trace_id ?? ''
  const spans = await answerOf<{ span_id: string }>(
    archive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' AND ${CONDITION}`,
  )
  return { traceId, spanCount: trace?.spans ?? 0, matching: spans.map(({ span_id }) => span_id) }
}

function strip({ page }: ExplorerPage): Locator {
  return page.getByRole('region', { name: 'Spans that match the query' })
}

function selected({ waterfall }: ExplorerPage): Locator {
  return waterfall.getByRole('row', { selected: true })
}

async function listOf(explorer: ExplorerPage, { traceId }: Searched): Promise<string> {
  const address = `#/traces?${new URLSearchParams({ query: queryOf(traceId), sort: 'durationNs', order: 'asc' })}`
  await explorer.go(address)
  await expect(explorer.traces.getByRole('row')).toHaveCount(2)
  return address
}

function hash({ page }: ExplorerPage): string {
  return new URL(page.url()).hash
}

test('a trace opened from a query shows its matches; keys go round them, and Back leads to the list', async ({
  sample,
  sampleArchive,
}) => {
  const trace = await searched(sampleArchive)
  const list = await listOf(sample, trace)
  await sample.traces.focus()
  await sample.press('Home', 'Enter')
  const count = trace.matching.length
  await expect(strip(sample)).toContainText(`${count} of ${trace.spanCount} spans match ${queryOf(trace.traceId)}`)
  expect(hash(sample)).toContain(`query=${new URLSearchParams({ '': queryOf(trace.traceId) }).toString().slice(1)}`)

  const visited: string[] = []
  for (let step = 1; step <= count; step++) {
    await expect(strip(sample)).toContainText(`${step} of ${count}`)
    await expect(selected(sample)).toContainText('matches')
    visited.push((await selected(sample).getAttribute('data-span-id')) ?? '')
    await sample.press('n')
  }
  expect(visited.toSorted()).toEqual(trace.matching.toSorted())
  await expect(selected(sample)).toHaveAttribute('data-span-id', visited[0] ?? '')
  await expect(strip(sample)).toContainText(`1 of ${count}, from the top again`)
  await sample.press('N')
  await expect(strip(sample)).toContainText(`${count} of ${count}, from the bottom again`)

  await sample.press('{')
  const root = sample.waterfall.getByRole('row').first()
  await expect(root).toContainText(new RegExp(`${count} below match`))
  await sample.press('n')
  await expect(selected(sample)).toHaveAttribute('data-span-id', visited[0] ?? '')

  await sample.button('Back to the list of traces').click()
  await sample.idle()
  expect(hash(sample)).toBe(list)
  await expect(sample.traces.getByRole('row', { selected: true })).toHaveAttribute('data-trace-id', trace.traceId)
})

test('the mouse goes from match to match, and removes the query', async ({ sample, sampleArchive }) => {
  const trace = await searched(sampleArchive)
  const list = await listOf(sample, trace)
  const link = sample.traces.getByRole('link')
  expect(await link.getAttribute('href')).toContain('query=')
  await sample.traces.getByRole('row').nth(1).click()
  await sample.idle()
  const first = await selected(sample).getAttribute('data-span-id')
  await sample.button('Next match').click()
  await expect(strip(sample)).toContainText(`2 of ${trace.matching.length}`)
  await sample.button('Previous match').click()
  await sample.button('Previous match').click()
  await expect(strip(sample)).toContainText('from the bottom again')
  await sample.button('Next match').click()
  await expect(selected(sample)).toHaveAttribute('data-span-id', first ?? '')

  await sample.idle()
  await sample.button('Remove the query').click()
  await expect(strip(sample)).toHaveCount(0)
  await expect(sample.waterfall).toBeFocused()
  await expect(selected(sample)).toHaveAttribute('data-span-id', first ?? '')
  await expect(sample.waterfall.getByRole('row').filter({ hasText: 'matches' })).toHaveCount(0)
  expect(hash(sample)).not.toContain('query=')
  await sample.page.goBack()
  await sample.idle()
  expect(hash(sample)).toBe(list)
})

test('an address that names a span keeps it, whatever matches', async ({ sample, sampleArchive }) => {
  const { traceId, matching } = await searched(sampleArchive)
  const [other] = await answerOf<{ span_id: string }>(
    sampleArchive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' AND NOT (${CONDITION}) AND depth > 1 ORDER BY span_id LIMIT 1`,
  )
  await sample.go(`#/trace/${traceId}?${new URLSearchParams({ span: other?.span_id ?? '', query: queryOf(traceId) })}`)
  await expect(strip(sample)).toContainText(`${matching.length} of`)
  await expect(selected(sample)).toHaveAttribute('data-span-id', other?.span_id ?? '')
  await sample.page.reload()
  await sample.idle()
  await expect(strip(sample)).toContainText(`${matching.length} of`)
  await expect(selected(sample)).toHaveAttribute('data-span-id', other?.span_id ?? '')
})

test('a query that nothing matches, or that is wrong, says so and changes nothing else', async ({
  sample,
  sampleArchive,
}) => {
  const { traceId } = await searched(sampleArchive)
  const ask = (query: string) => sample.go(`#/trace/${traceId}?${new URLSearchParams({ query })}`)
  await ask('{ name = "nothing is called so" }')
  await expect(strip(sample).getByRole('status').first()).toHaveText(
    'No span of this trace matches { name = "nothing is called so" }',
  )
  await expect(sample.button('Next match')).toHaveCount(0)
  await sample.press('End', 'n')
  await expect(selected(sample)).toHaveCount(1)

  await ask('{ nam = "x" }')
  await expect(strip(sample).getByRole('alert')).toContainText('there is no field nam; close to it: name')
  await expect(selected(sample)).toHaveCount(1)
  await ask('{ status = error } | count() > 100000 || { nestedSetParent < 0 }')
  await sample.button('Remove the query').click()
  await expect(strip(sample)).toHaveCount(0)
})

test('matching that failed says why and can be tried again; a mended archive is asked anew', async ({
  start,
  dataFolder,
  sampleArchive,
}) => {
  const trace = await searched(sampleArchive)
  const archive = join(dataFolder, 'damaged.duckdb')
  await copyFile(sampleArchive, archive)
  await damage(archive)
  const explorer = await start({ paths: [archive] })
  await explorer.go(`#/trace/${trace.traceId}?${new URLSearchParams({ query: '{ rootName != "" }' })}`)
  await expect(strip(explorer).getByRole('alert')).toContainText('Something went wrong')
  await expect(explorer.waterfall).toHaveAttribute('aria-rowcount', String(trace.spanCount))
  await explorer.button('Try again').click()
  await explorer.idle()
  await expect(strip(explorer).getByRole('alert')).toContainText('Something went wrong')

  await copyFile(sampleArchive, `${archive}.new`)
  await rename(`${archive}.new`, archive)
  await expect(strip(explorer)).toContainText(`${trace.spanCount} of ${trace.spanCount} spans match`)
  await expect(strip(explorer).getByRole('alert')).toHaveCount(0)
})

/** An archive of which a trace can be read, but not what it is named after. */
async function damage(archive: string): Promise<void> {
  const instance = await DuckDBInstance.create(archive)
  const connection = await instance.connect()
  await connection.run('ALTER TABLE store.traces DROP COLUMN root_name')
  connection.closeSync()
  instance.closeSync()
}
