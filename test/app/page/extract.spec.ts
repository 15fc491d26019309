import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const QUERY = '{ resource.service.name = "payment" && status = error }'
const MATCHING = `trace_id IN (SELECT trace_id FROM spans WHERE service_name = 'payment' AND status = 'error')`

const dialog = (sample: ExplorerPage) => sample.dialog('Extract traces')

async function redact(sample: ExplorerPage, key: string, action: 'Drop' | 'Hash'): Promise<void> {
  await dialog(sample).getByRole('combobox', { name: 'Attribute' }).fill(key)
  await dialog(sample).getByRole('button', { name: action }).click()
  await expect(dialog(sample).getByRole('listitem').filter({ hasText: key })).toBeVisible()
}

/** Has what the dialog asks for downloaded, and answers where. */
async function extracted(sample: ExplorerPage, folder: string): Promise<string> {
  const download = sample.page.waitForEvent('download')
  await dialog(sample).getByRole('button', { name: 'Extract', exact: true }).click()
  const file = await download
  const path = join(folder, file.suggestedFilename())
  await file.saveAs(path)
  await sample.idle()
  return path
}

test('traces that match go out as a redacted archive, and as a document', async ({
  sample,
  sampleArchive,
  dataFolder,
}) => {
  const { page } = sample
  await sample.go(`#/traces?query=${encodeURIComponent(QUERY)}`)
  await sample.traces.focus()
  await sample.press('X')
  const [expected] = await answerOf<{ traces: number; spans: number }>(
    sampleArchive,
    `SELECT count(DISTINCT trace_id) AS traces, count(*) AS spans FROM spans WHERE ${MATCHING}`,
  )
  const count = (number = 0) => number.toLocaleString('en')
  const held = `${count(expected?.traces)} traces, ${count(expected?.spans)} spans`
  await expect(dialog(sample)).toContainText(held)
  await expect(dialog(sample)).toContainText(QUERY)
  await expect(dialog(sample).getByRole('radio', { name: 'Archive' })).toBeFocused()

  await redact(sample, 'service.name', 'Drop')
  await expect(dialog(sample).getByRole('alert')).toContainText('hash it')
  await expect(dialog(sample).getByRole('button', { name: 'Extract', exact: true })).toBeDisabled()
  await dialog(sample).getByRole('radio', { name: 'Hash' }).click()
  await expect(dialog(sample).getByRole('alert')).toBeHidden()
  await redact(sample, 'no.such.key', 'Hash')
  // A key is completed from the archive's, by keyboard alone.
  const field = dialog(sample).getByRole('combobox', { name: 'Attribute' })
  await field.fill('db.query')
  await expect(dialog(sample).getByRole('option').first()).toContainText('db.query.text')
  await sample.press('ArrowDown', 'Enter', 'Enter')
  await expect(dialog(sample).getByRole('listitem').filter({ hasText: 'db.query.text' })).toBeVisible()

  const archive = await extracted(sample, dataFolder)
  expect(archive).toMatch(/-extract\.duckdb$/)
  const summary = sample.dialog('Downloaded')
  await expect(summary).toContainText(held)
  await expect(summary.getByRole('row').filter({ hasText: 'db.query.text' })).toContainText('dropped')
  await expect(summary.getByRole('row').filter({ hasText: 'service.name' })).toContainText('hashed')
  await expect(summary.getByRole('alert')).toContainText('no.such.key')
  await expect(summary.getByRole('button', { name: 'Done' })).toBeFocused()
  const [found] = await answerOf<Record<string, number>>(
    archive,
    `SELECT count(*) AS spans, count(attributes['db.query.text']) AS texts, count_if(service_name = 'payment') AS named FROM spans`,
  )
  expect(found).toEqual({ spans: expected?.spans, texts: 0, named: 0 })
  await sample.press('Enter')
  await expect(sample.traces).toBeFocused()

  // What was chosen is kept. A trace goes out from its own page, too.
  const traceId = await sample.traceIdAt(0)
  await sample.go(`#/trace/${traceId}`)
  await sample.button('Export').click()
  await page.getByRole('menuitem', { name: 'Extract' }).click()
  await sample.idle()
  await expect(dialog(sample)).toContainText('1 trace,')
  await expect(dialog(sample).getByRole('listitem')).toHaveCount(3)
  await dialog(sample).getByRole('radio', { name: 'Zipkin JSON' }).check()
  const spans: { traceId: string; tags: object }[] = JSON.parse(
    await readFile(await extracted(sample, dataFolder), 'utf8'),
  )
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]))
  expect(spans.filter(({ tags }) => 'db.query.text' in tags)).toEqual([])
  await sample.press('Escape')
  await expect(sample.dialog('Downloaded')).toBeHidden()
})
