import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../support/runtimes'
import { expect, test } from './explorerTest'

const mixed = join(projectFolder, 'test/fixtures/app/mixed')
const orders = join(mixed, 'orders.jaeger.json')
const visits = join(mixed, 'visits.zipkin.json')

/** The sample several times over: an import that takes a while. */
async function writeLarge(folder: string, sampleExport: string, copies: number): Promise<string> {
  const large = join(folder, 'large.jsonl')
  const lines = await readFile(sampleExport)
  for (let copy = 0; copy < copies; copy++) await writeFile(large, lines, { flag: 'a' })
  return large
}

test('imports wait for one another in sight, each can be cancelled, and one that fails holds up none', async ({
  start,
  dataFolder,
  sampleExport,
}) => {
  const large = await writeLarge(dataFolder, sampleExport, 6)
  const text = join(dataFolder, 'notes.txt')
  await writeFile(text, 'nothing of the kind\n')
  const explorer = await start()
  const { page } = explorer
  await explorer.letGo([large])
  const progress = explorer.dialog('Importing…')
  await expect(progress).toBeVisible()
  for (const path of [text, orders, visits]) await explorer.letGo([path])

  const waiting = progress.getByRole('list', { name: 'Waiting' }).getByRole('listitem')
  await expect(waiting).toContainText([/notes\.txt.*Next in line/, /orders.*2 before it/, /visits.*3 before it/])
  await waiting.nth(1).getByRole('button', { name: 'Cancel orders.jaeger.json' }).focus()
  await page.keyboard.press('Enter')
  await expect(waiting).toContainText([/notes\.txt.*Next in line/, /visits.*2 before it/])
  await expect(progress).toBeVisible()

  await progress.getByRole('button', { name: 'In the background' }).click()
  await expect(progress).toBeHidden()
  const chip = page.getByTitle('Show the imports')
  await expect(chip).toHaveText(/large\.jsonl \d+ % · 2 waiting/)
  await expect(page).toHaveTitle(/^\d+ % large\.jsonl · Traceloupe$/)
  await chip.focus()
  await page.keyboard.press('Enter')
  await expect(progress).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(progress).toBeHidden()
  await chip.click()
  await progress.getByRole('button', { name: 'Cancel', exact: true }).click()

  // Whatever ends while the imports are shown is shown at once; the rest is kept in the bar.
  await explorer.idle()
  await expect(page.getByRole('heading', { name: 'This is not a trace export' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chip).toHaveText('1 import done')
  await chip.click()
  const ended = explorer.dialog('Imports').getByRole('list', { name: 'Ended' }).getByRole('listitem')
  await expect(ended).toHaveText([/visits\.zipkin\.json\s*1 span\s*Open/])
  await ended.getByRole('button', { name: 'Open: visits.zipkin.json' }).click()
  await explorer.idle()
  await expect(explorer.waterfall).toBeVisible()
  await expect(chip).toBeHidden()
  await expect(page).toHaveTitle('Trace · visits.zipkin.json · Traceloupe')
})

test('while an import runs in the background another archive is opened, and stays', async ({
  start,
  dataFolder,
  sampleExport,
  sampleArchive,
}) => {
  const large = await writeLarge(dataFolder, sampleExport, 1)
  const explorer = await start({ paths: [sampleArchive] })
  const { page } = explorer
  await explorer.letGo([large])
  await page.getByRole('button', { name: 'In the background' }).click()
  await page.getByRole('link', { name: 'Welcome page' }).click()
  await page.getByRole('listitem').filter({ hasText: 'shop.duckdb' }).getByRole('button').first().click()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await explorer.idle()
  await expect(page.getByText(/^large\.jsonl: Imported 2,000 traces/)).toBeVisible()
  await expect(page).toHaveTitle('Traces · shop.duckdb · Traceloupe')
  await page.getByRole('status').getByRole('button', { name: 'Open' }).click()
  await expect(page).toHaveTitle('Traces · large.jsonl · Traceloupe')
})
