import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The trace with the most errors. */
const FAILING = `SELECT trace_id FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1`

async function failingTrace(archive: string): Promise<string> {
  const [trace] = await answerOf<{ trace_id: string }>(archive, FAILING)
  return trace?.trace_id ?? ''
}

function spanTable({ page }: ExplorerPage): Locator {
  return page.getByRole('grid', { name: 'Table of spans' })
}

/** The ids of the spans in sight, in their order. */
async function spansShown(table: Locator): Promise<string[]> {
  const rows = await table
    .locator('[data-span-id]')
    .evaluateAll((rows) =>
      rows.map((row) => [Number(row.ariaRowIndex), row.getAttribute('data-span-id') ?? ''] as const),
    )
  return rows.sort(([a], [b]) => a - b).map(([, id]) => id)
}

test('the table of spans is sorted by its heads and any field, as SQL sorts', async ({ sample, sampleArchive }) => {
  const traceId = await failingTrace(sampleArchive)
  await sample.go(`#/trace/${traceId}?view=spans`)
  const table = spanTable(sample)
  await expect(table).toBeFocused()
  await sample.button('Self time').click()
  await sample.idle()
  await expect(table.getByRole('columnheader', { name: 'Self time' })).toHaveAttribute('aria-sort', 'descending')
  const longest = await answerOf<{ span_id: string }>(
    sampleArchive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' ORDER BY self_time_ns DESC LIMIT 5`,
  )
  expect((await spansShown(table)).slice(0, 5)).toEqual(longest.map(({ span_id }) => span_id))

  await sample.page.getByRole('button', { name: /^Columns/ }).click()
  await sample.page.getByRole('combobox', { name: 'Add a column' }).fill('span.rpc.method')
  await sample.press('Enter', 'Escape')
  await sample.button('span.rpc.method').click()
  await sample.idle()
  const methods = await answerOf<{ span_id: string; method: string }>(
    sampleArchive,
    `SELECT span_id, attributes['rpc.method'] AS method FROM spans
      WHERE trace_id = '${traceId}' ORDER BY method NULLS LAST, start_time LIMIT 3`,
  )
  const cells = table.locator('[data-span-id] [role=gridcell]:last-child')
  await expect(cells.first()).toHaveText(methods[0]?.method ?? '')
  expect(new URLSearchParams(sample.page.url().split('?').at(-1)).get('order')).toBe('span.rpc.method')

  await sample.page.reload()
  await sample.idle()
  await expect(table.getByRole('columnheader', { name: 'span.rpc.method' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(cells.first()).toHaveText(methods[0]?.method ?? '')
})

test('table, timeline and panel have one selection; what does not match is hidden by key', async ({
  sample,
  sampleArchive,
}) => {
  const traceId = await failingTrace(sampleArchive)
  const query = '{ status = error }'
  await sample.go(`#/trace/${traceId}?${new URLSearchParams({ view: 'spans', query, order: '-duration' })}`)
  const table = spanTable(sample)
  await sample.press('Home', 'ArrowDown', 'Enter')
  const selected = table.getByRole('row', { selected: true })
  const spanId = (await selected.getAttribute('data-span-id')) ?? ''
  expect((await spansShown(table))[1]).toBe(spanId)
  const name = await answerOf<{ name: string }>(sampleArchive, `SELECT name FROM spans WHERE span_id = '${spanId}'`)
  await expect(sample.page.getByRole('complementary', { name: 'Span details' })).toContainText(name[0]?.name ?? '')
  await sample.press('e')
  await expect(selected).not.toHaveAttribute('data-span-id', spanId)
  await expect(selected.locator('.error').first()).toBeVisible()

  const failed = await answerOf<{ span_id: string }>(
    sampleArchive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' AND status = 'error' ORDER BY duration_ns DESC`,
  )
  await sample.press('o')
  await expect.poll(() => spansShown(table)).toEqual(failed.map(({ span_id }) => span_id))
  const chosen = (await selected.getAttribute('data-span-id')) ?? ''
  await sample.page.getByRole('tab', { name: 'Timeline' }).click()
  await sample.idle()
  await expect(sample.waterfall.getByRole('row', { selected: true })).toHaveAttribute('data-span-id', chosen)
})

test('the rows of the table, in its order and with its columns, are a CSV file', async ({ sample, sampleArchive }) => {
  const traceId = await failingTrace(sampleArchive)
  await sample.go(`#/trace/${traceId}?view=spans&order=-duration&columns=span.rpc.method`)
  await sample.page.getByRole('button', { name: /^Columns/ }).click()
  for (const name of ['Start', 'Kind', 'Self time', 'Critical', 'Status', 'Events', 'Depth'])
    await sample.page.getByRole('checkbox', { name, exact: true }).uncheck()
  await sample.press('Escape')
  const [download] = await Promise.all([
    sample.page.waitForEvent('download'),
    sample.button('Save these spans as a CSV file').click(),
  ])
  expect(download.suggestedFilename()).toBe(`trace-${traceId.slice(0, 16)}-spans.csv`)
  const rows = await answerOf<{ line: string }>(
    sampleArchive,
    `SELECT concat_ws(',', service_name, name, duration_ns, coalesce(attributes['rpc.method'], '')) AS line
      FROM spans WHERE trace_id = '${traceId}' ORDER BY duration_ns DESC`,
  )
  const written = ['Service,Operation,Duration (ns),span.rpc.method', ...rows.map(({ line }) => line)]
  expect((await readFile(await download.path(), 'utf8')).split('\r\n')).toEqual([...written, ''])
})

const START = 1_735_689_600_000_000_000n
const TRACE = 'a0000000000000000000000000000001'
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })
const at = (milliseconds: number) => String(START + BigInt(milliseconds) * 1_000_000n)

/** Two spans with an exception and many events, and log records of both and of neither. */
function recordsExport(events: number): string {
  const span = (spanId: string, name: string, more: object) => ({
    traceId: TRACE,
    spanId,
    name,
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(5_000),
    ...more,
  })
  const exception = {
    name: 'exception',
    timeUnixNano: at(40),
    attributes: [
      text('exception.type', 'OutOfStock'),
      text('exception.message', 'no teapots'),
      text('exception.stacktrace', 'OutOfStock: no teapots\n    at Shelf.take(Shelf.java:7)'),
    ],
  }
  const many = Array.from({ length: events }, (_, number) => ({
    name: `step ${number}`,
    timeUnixNano: at(100 + number),
    attributes: [text('number', String(number))],
  }))
  const spans = [
    span('00000000000000a1', 'order', { events: many }),
    span('00000000000000a2', 'reserve', { parentSpanId: '00000000000000a1', events: [exception] }),
  ]
  const log = (milliseconds: number, spanId: string, severityNumber: number, stringValue: string) => ({
    timeUnixNano: at(milliseconds),
    traceId: TRACE,
    spanId,
    severityNumber,
    body: { stringValue },
  })
  const logRecords = [
    log(10, '00000000000000a1', 9, 'ordering'),
    log(41, '00000000000000a2', 13, '=not a formula, "though"'),
    log(50, '', 17, 'of nobody'),
  ]
  const resource = { attributes: [text('service.name', 'shop')] }
  return [
    JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
    JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }),
  ].join('\n')
}

async function openRecords({ start, dataFolder }: { start: Start; dataFolder: string }, events: number) {
  const path = join(dataFolder, 'records.jsonl')
  await writeFile(path, recordsExport(events))
  const explorer = await start({ paths: [path] })
  await explorer.go(`#/trace/${TRACE}?view=logs`)
  return explorer
}
type Start = (options?: { paths?: string[] }) => Promise<ExplorerPage>

test('events and log records are one list: filtered, read in full, and each leads to its span', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openRecords({ start, dataFolder }, 3)
  const { page } = explorer
  const list = page.getByRole('grid', { name: 'Events and log records' })
  const rows = list.locator('[data-record]')
  const tools = page.getByRole('group', { name: 'Filter of the records' })
  await expect(list).toBeFocused()
  await expect(rows).toHaveCount(7)
  await expect(rows).toContainText([
    /ordering/,
    /no teapots/,
    /not a formula/,
    /of nobody/,
    /step 0/,
    /step 1/,
    /step 2/,
  ])

  await explorer.press('Home', 'ArrowDown', ' ', 'Enter')
  const record = page.getByRole('region', { name: 'Record' })
  await expect(record.getByRole('group', { name: 'Stack trace' })).toContainText('Shelf.java:7')
  await expect(page.getByRole('complementary', { name: 'Span details' }).getByRole('heading', { level: 2 })).toHaveText(
    'reserve',
  )
  await record.getByRole('button', { name: 'Only this span' }).click()
  await explorer.idle()
  await expect(rows).toHaveCount(2)
  await explorer.button('Records of all spans').click()
  await explorer.idle()

  await page.getByRole('radio', { name: 'Warnings and graver' }).click()
  await explorer.idle()
  await expect(rows).toContainText([/no teapots/, /not a formula/, /of nobody/])
  await page.getByRole('radio', { name: 'Log records', exact: true }).click()
  await explorer.idle()
  await expect(rows).toContainText([/not a formula/, /of nobody/])
  await list.focus()
  await explorer.press('/')
  await page.keyboard.type('nobody')
  await expect(tools.getByRole('status').first()).toContainText('1 of 7 records')
  await explorer.press('Enter')
  await expect(list).toBeFocused()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('no span')

  await explorer.press('/')
  await page.keyboard.type(' -nobody')
  await page.getByRole('button', { name: 'Show all of them' }).click()
  await explorer.idle()
  await expect(rows).toHaveCount(7)
  await page.getByRole('textbox', { name: 'Filter the records' }).fill('formula')
  await expect(rows).toHaveCount(1)
  await explorer.idle()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    explorer.button('Save these records as a CSV file').click(),
  ])
  expect((await readFile(await download.path(), 'utf8')).split('\r\n').slice(1)).toEqual([
    `2025-01-01T00:00:00.041000000Z,41000000,log,WARN,shop,reserve,00000000000000a2,,"'=not a formula, ""though""",`,
    '',
  ])
})

test('a span leads to its records, and thousands of them are fetched as they come into sight', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openRecords({ start, dataFolder }, 2_000)
  const { page } = explorer
  const list = page.getByRole('grid', { name: 'Events and log records' })
  await explorer.press('End')
  await expect(list.getByRole('row', { selected: true })).toContainText('step 1999')
  await explorer.go(`#/trace/${TRACE}?span=00000000000000a2`)
  await explorer.button('What to do with the span').click()
  await page.getByRole('menuitem', { name: 'List its logs and events' }).click()
  await explorer.idle()
  await expect(list.locator('[data-record]')).toHaveCount(2)
  await page.goBack()
  await explorer.idle()
  await expect(explorer.span('00000000000000a2')).toHaveAttribute('aria-selected', 'true')
})

test('a trace without events and log records says so', async ({ sample, sampleArchive }) => {
  const [quiet] = await answerOf<{ trace_id: string }>(
    sampleArchive,
    `SELECT trace_id FROM traces WHERE trace_id NOT IN (SELECT trace_id FROM span_events) ORDER BY trace_id LIMIT 1`,
  )
  await sample.go(`#/trace/${quiet?.trace_id}?view=logs`)
  await expect(sample.page.getByText('This trace has no events and no log records')).toBeVisible()
})
