import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectFolder } from '../support/runtimes'
import { expect, test } from './explorerTest'

const mixed = join(projectFolder, 'test/fixtures/app/mixed')
const { TRACELOUPE_TRACES } = process.env

test('a real Jaeger export named on the command line, plain and compressed', async ({ start, dataFolder }) => {
  test.skip(!TRACELOUPE_TRACES, 'TRACELOUPE_TRACES does not say where the real traces are')
  const hotel = join(TRACELOUPE_TRACES ?? '', 'derived/hotel_load50-300.jaeger-merged.json')
  const compressed = join(dataFolder, 'no-telling-name')
  await writeFile(compressed, gzipSync(await readFile(hotel)))

  for (const path of [hotel, compressed]) {
    const { page, traces } = await start({ paths: [path] })
    await expect(page.getByText(/^Imported 300 traces, 3,300 spans of 6 services from 1 file in /)).toBeVisible()
    await expect(page.getByText('300 traces', { exact: true })).toBeVisible()
    await expect(traces).toHaveAttribute('aria-rowcount', '301')
  }
})

test('a folder of several formats: the summary says what was left out, where and why', async ({ start }) => {
  const explorer = await start({ paths: [mixed] })
  const summary = explorer.dialog('Imported, with something left out')
  await expect(summary).toBeVisible()
  const figure = (label: string) => summary.locator('dl > div').filter({ hasText: label }).getByRole('definition')
  await expect(figure('Traces')).toHaveText('5')
  await expect(figure('Spans').first()).toHaveText('6')
  await expect(figure('Rejected')).toHaveText('2')

  const problems = summary.getByRole('listitem')
  await expect(problems.filter({ hasText: 'the file ends within a span' })).toContainText('cut.jaeger, line 17')
  await expect(problems.filter({ hasText: 'it looks like plain text' })).toContainText('notes.txt')
  await expect(problems.filter({ hasText: 'the line ends too early' })).toContainText('payments.otlp.jsonl, line 2')
  await expect(summary.getByText('8 records = 6 spans + 0 merged + 2 rejected')).toBeVisible()
  const files = summary.getByRole('table', { name: 'Files' }).getByRole('row')
  await expect(files.filter({ hasText: 'payments.otlp.jsonl' }).getByRole('cell')).toHaveText([
    /payments\.otlp\.jsonl$/,
    'OTLP JSON',
    '819 B',
    '3',
    '2',
    '0',
    '1',
  ])
  await expect(files.filter({ hasText: 'notes.txt' })).toContainText('Unrecognised')

  await explorer.press('Enter')
  await expect(summary).toBeHidden()
  await expect(explorer.page.getByText('5 traces', { exact: true })).toBeVisible()
})

test('files that are no exports: what they look like, and what can be opened', async ({ start, dataFolder }) => {
  const explorer = await start()
  const table = join(dataFolder, 'orders.json')
  await writeFile(table, 'id,customer,total\n1,ada,12.50\n2,alan,7.00\n')
  await explorer.drop(table)
  const message = explorer.dialog('This is not a trace export')
  await expect(message).toContainText('Looks like a CSV file (columns: id, customer, total)')
  await expect(message).toContainText(
    'OpenTelemetry (OTLP JSON, one document or JSON lines), Jaeger JSON and Zipkin v2',
  )
  await explorer.press('Escape')
  await expect(message).toBeHidden()

  const empty = join(dataFolder, 'empty.json')
  await writeFile(empty, '')
  await explorer.drop(empty)
  await expect(message).toContainText('Looks like an empty file')
  await explorer.button('Close').last().click()
  await expect(message).toBeHidden()
  await expect(explorer.page.getByRole('heading', { name: 'Open a trace export' })).toBeVisible()
  expect(await archivesIn(dataFolder)).toEqual([])
})

test('a dropped folder is opened whole', async ({ start, dataFolder }) => {
  const folder = join(dataFolder, 'exports')
  await cp(join(mixed, 'orders.jaeger.json'), join(folder, 'orders.json'))
  await cp(join(mixed, 'visits.zipkin.json'), join(folder, 'below/visits.json'))
  const explorer = await start()
  await explorer.drop(folder)
  await expect(explorer.page.getByText(/^Imported 2 traces, 3 spans of 3 services from 2 files/)).toBeVisible()
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '3')
})

test('an import is followed, and cancelled by Escape: nothing is kept', async ({ start, sampleExport, dataFolder }) => {
  const large = join(dataFolder, 'large.jsonl')
  const lines = await readFile(sampleExport)
  for (let copy = 0; copy < 6; copy++) await writeFile(large, lines, { flag: 'a' })
  const explorer = await start()
  const { page } = explorer
  const given = explorer.drop(large)

  const progress = explorer.dialog('Importing…')
  const figure = (label: string) => progress.locator('dl > div').filter({ hasText: label }).getByRole('definition')
  await expect(figure('Spans so far')).toHaveText(/^\d{1,3}(,\d{3})+$/)
  await expect(figure('Read')).toHaveText(/^[\d.]+ [kM]B of [\d.]+ MB$/)
  await expect(figure('Time left')).toHaveText(/^about (a moment|\d+ s|\d+ m \d\d s)$/)
  await expect(progress.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/)
  await expect(progress.getByText('Cancelling keeps nothing.')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page.getByText('Cancelled. Nothing was kept.')).toBeVisible()
  await given
  await expect(progress).toBeHidden()
  expect(await archivesIn(dataFolder)).toEqual([])

  await explorer.drop(join(mixed, 'orders.jaeger.json'))
  await expect(explorer.waterfall).toBeVisible()
  expect(await archivesIn(dataFolder)).toEqual([expect.stringMatching(/^orders\.jaeger\.json-[0-9a-f]+\.duckdb$/)])
})

async function archivesIn(data: string): Promise<string[]> {
  return readdir(join(data, 'archives')).catch(() => [])
}
