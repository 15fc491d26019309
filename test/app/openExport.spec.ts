import { join } from 'node:path'
import { DEFAULT_SAMPLE } from '../../main/sample/plantedFacts'
import { projectFolder } from '../support/runtimes'
import { expect, test } from './explorerTest'

test('from the welcome page to the slowest trace, a span, and SQL', async ({ explorer }) => {
  const { page } = explorer
  await expect(page.getByRole('heading', { name: 'Open a trace export' })).toBeVisible()

  await explorer.button('Open the sample').click()
  const list = page.getByRole('grid', { name: /traces/i })
  await expect(list).toBeVisible()
  await explorer.idle()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await expect(list).toHaveAttribute('aria-rowcount', String(DEFAULT_SAMPLE.traces + 1))

  await list
    .getByRole('columnheader', { name: /Trace duration/ })
    .getByRole('button')
    .click()
  await explorer.idle()
  await expect(list.getByRole('columnheader', { name: /Trace duration/ })).toHaveAttribute('aria-sort', 'descending')
  const durations = await explorer.durationsShown()
  expect(durations.length).toBeGreaterThan(10)
  expect(durations).toEqual([...durations].sort((a, b) => b - a))
  const slowest = await explorer.traceIdAt(0)

  await list.focus()
  await explorer.press('Home', 'Enter')
  const waterfall = page.getByRole('treegrid')
  await expect(waterfall).toBeVisible()
  expect(decodeURIComponent(page.url())).toContain(`#/trace/${slowest}`)

  await waterfall.focus()
  await explorer.press('Home', 'ArrowDown', 'ArrowDown', 'Enter')
  const selected = waterfall.getByRole('row', { selected: true })
  await expect(selected).toHaveCount(1)
  const spanId = await selected.getAttribute('data-span-id')
  const panel = page.getByRole('complementary', { name: /span/i })
  await expect(panel).toContainText(spanId ?? 'no span is selected')
  await expect(panel).toContainText('service.name')

  await page.getByRole('link', { name: 'SQL' }).click()
  await explorer.idle()
  await explorer.runSql('select service_name, count(*) from spans group by 1')
  await expect(page.getByText('12 rows')).toBeVisible()
  const counts = await explorer.sqlRows()
  expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(DEFAULT_SAMPLE.spans)

  await explorer.runSql(`select trace_id, duration_ns from traces order by 2 desc limit 5`)
  await page.getByRole('grid', { name: 'Result' }).getByRole('link', { name: slowest }).click()
  await explorer.idle()
  await expect(page.getByRole('treegrid')).toBeVisible()
  expect(page.url()).toContain(slowest)

  await page.goBack()
  await explorer.idle()
  expect(await explorer.sqlRows()).toHaveLength(5)
})

test('an export that was imported before opens at once, and says so', async ({ start }) => {
  const first = await start()
  await first.button('Open the sample').click()
  await expect(first.page.getByText(/^Imported 2,000 traces, [\d,]+ spans of 12 services/)).toBeVisible()

  const second = await start()
  await second.idle()
  await expect(second.page.getByRole('heading', { name: 'Recent archives' })).toBeVisible()
  await second.button(/Open the sample/).click()
  await expect(second.page.getByText(/Nothing was imported again/)).toBeVisible()
  await expect(second.page.getByText('2,000 traces', { exact: true })).toBeVisible()
})

test('a trace is found by the beginning of its id, and Back returns to the list as it was', async ({
  sample: explorer,
}) => {
  const { page } = explorer
  const wanted = await explorer.traceIdAt(3)

  await explorer.button('Add condition').click()
  await page.getByRole('combobox', { name: 'Field' }).fill('Trace id')
  await page.getByRole('combobox', { name: 'Value' }).fill(wanted.slice(0, 10))
  await explorer.press('Enter')
  await expect(page.getByText('1 of 2,000 traces')).toBeVisible()
  await explorer.idle()
  expect(await explorer.traceIdAt(0)).toBe(wanted)
  await page
    .getByRole('row')
    .filter({ has: page.locator(`[href*="${wanted}"]`) })
    .click()
  await expect(page.getByRole('treegrid')).toBeVisible()

  await page.goBack()
  await explorer.idle()
  await expect(page.getByRole('list', { name: 'Conditions' })).toContainText(wanted.slice(0, 10))
  await expect(page.getByText('1 of 2,000 traces')).toBeVisible()
  await explorer.button('Reset').click()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
})

test('reloading the page comes back to the same trace and span', async ({ sample: explorer }) => {
  const { page } = explorer
  await explorer.traces.focus()
  await explorer.press('Home', 'Enter')
  await explorer.waterfall.focus()
  await explorer.press('ArrowDown', 'ArrowDown')
  const row = page.getByRole('treegrid').getByRole('row', { selected: true })
  const spanId = await row.getAttribute('data-span-id')
  const title = await page.title()

  await page.reload()
  await explorer.idle()
  await expect(row).toHaveAttribute('data-span-id', spanId ?? '')
  expect(await page.title()).toBe(title)
})

test('an export of one trace opens on it, and the way back leads to the list', async ({ explorer }) => {
  await explorer.drop(join(projectFolder, 'test/fixtures/app/mixed/orders.jaeger.json'))
  await expect(explorer.waterfall.getByRole('row').filter({ hasText: 'POST /orders' })).toBeVisible()
  await explorer.page.goBack()
  await explorer.idle()
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '2')
  await explorer.page.goForward()
  await explorer.idle()
  await expect(explorer.waterfall).toBeVisible()
})
