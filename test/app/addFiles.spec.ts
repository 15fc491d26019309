import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../support/runtimes'
import { importInto } from './commandLine'
import { expect, test } from './explorerTest'

const mixed = join(projectFolder, 'test/fixtures/app/mixed')
const orders = join(mixed, 'orders.jaeger.json')
const visits = join(mixed, 'visits.zipkin.json')
const payments = join(mixed, 'payments.otlp.jsonl')

test('files are added to the archive that is shown, which then shows its new state', async ({ start }) => {
  const explorer = await start({ paths: [orders] })
  const { page, electron } = explorer
  await expect(explorer.waterfall).toBeVisible()
  await explorer.waterfall.focus()
  await explorer.press('ArrowDown')
  const place = page.url()
  const selected = await explorer.waterfall.getByRole('row', { selected: true }).getAttribute('data-span-id')

  const chooser = electron
    ? electron.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      }, payments)
    : page.waitForEvent('filechooser').then((asked) => asked.setFiles(payments))
  if (electron) await chooser
  await page
    .getByRole('banner')
    .getByRole('button', { name: /orders/ })
    .click()
  await page.getByRole('menuitem', { name: 'Add files to this archive…' }).click()
  await chooser
  await expect(
    page.getByText('Added 1 file to orders.jaeger.json and 1 more: 2 spans, 1 record rejected.'),
  ).toBeVisible()
  await explorer.idle()
  expect(page.url()).toBe(place)
  await expect(explorer.waterfall.getByRole('row', { selected: true })).toHaveAttribute('data-span-id', selected ?? '')

  await page.getByRole('status').getByRole('button', { name: 'Details' }).click()
  const report = explorer.dialog('Imported, with something left out')
  const files = report.getByRole('table', { name: 'Files' })
  await expect(files.getByRole('row').filter({ hasText: 'payments' }).getByRole('cell')).toHaveText([
    /payments\.otlp\.jsonl$/,
    'OTLP JSON',
    '819 B',
    '3',
    '2',
    '0',
    '1',
  ])
  await page.keyboard.press('Escape')
  await page.keyboard.press('1')
  await explorer.idle()
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '4')
  await page.getByRole('link', { name: 'SQL' }).click()
  await explorer.runSql('select count(*) from spans')
  expect(await explorer.sqlRows()).toEqual([['4']])
})

test('what is dropped on the right is added; the export that was added to says so', async ({ start }) => {
  const explorer = await start({ paths: [orders] })
  const { page } = explorer
  await expect(explorer.waterfall).toBeVisible()
  await explorer.press('1')
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '2')
  await explorer.letGo([visits], 1200)
  await expect(page.getByText('Added 1 file to orders.jaeger.json and 1 more: 1 span.')).toBeVisible()
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '3')

  const again = await start({ paths: [orders] })
  await expect(again.page.getByText(/with what was added to it since \(1 more\)\. Nothing was imported/)).toBeVisible()
  await expect(again.traces).toHaveAttribute('aria-rowcount', '3')
})

test('an archive that another process adds to is shown in its new state', async ({ start, dataFolder }) => {
  const archive = join(dataFolder, 'mine.duckdb')
  await importInto(archive, orders)
  const explorer = await start({ paths: [archive] })
  const { page } = explorer
  await expect(explorer.waterfall).toBeVisible()
  await page.getByRole('link', { name: 'SQL' }).click()
  await explorer.runSql('select count(*) from spans')
  expect(await explorer.sqlRows()).toEqual([['2']])
  await page.keyboard.press('F6')
  await explorer.go('#/traces')
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '2')

  await importInto(archive, visits)
  await expect(page.getByText('The archive has changed: 2 traces, 3 spans now.')).toBeVisible()
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '3')
  await page.getByRole('link', { name: 'SQL' }).click()
  await explorer.runSql('select count(*) from spans')
  expect(await explorer.sqlRows()).toEqual([['3']])

  // The trace that is shown is not in the archive that takes its place.
  await explorer.go('#/traces')
  await explorer.traces.focus()
  await explorer.press('Home', 'Enter')
  await expect(explorer.waterfall).toBeVisible()
  const other = join(dataFolder, 'other.duckdb')
  await importInto(other, orders)
  await rename(other, archive)
  await expect(page.getByText('No such trace in this archive')).toBeVisible()
})
