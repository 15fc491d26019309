import { graveBarsIn } from '../accessibility'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

async function count(archive: string, statement: string): Promise<number> {
  const [row] = await answerOf<{ n: number }>(archive, statement)
  return Number(row?.n)
}

test('what may mislead is counted, and its spans are listed', async ({ sample, sampleArchive }) => {
  const orphans = await count(sampleArchive, 'SELECT count(*) AS n FROM spans WHERE is_orphan')
  expect(orphans).toBeGreaterThan(0)
  await sample.go('#/explore/data')
  const line = sample.page.getByRole('table', { name: 'Data quality' }).getByRole('row', { name: /^Missing parents/ })
  await expect(line.getByRole('cell').first()).toHaveText(orphans.toLocaleString('en'))
  await sample.button('Spans: Missing parents').click()
  await sample.idle()
  const spans = sample.page.getByRole('grid', { name: 'Spans' })
  await expect(spans).toHaveAttribute('aria-rowcount', String(orphans + 1))
})

test('what TraceQL has no words for is shown by a statement, beside what was written', async ({
  sample,
  sampleArchive,
}) => {
  const early = await count(
    sampleArchive,
    `SELECT count(*) AS n FROM spans s JOIN spans p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
      WHERE s.start_time < p.start_time AND s.resource_attributes['host.name'] <> p.resource_attributes['host.name']`,
  )
  expect(early).toBeGreaterThan(0)
  await sample.go('#/sql')
  await sample.writeSql('SELECT 1')
  await sample.go('#/explore/data')
  const line = sample.page
    .getByRole('table', { name: 'Data quality' })
    .getByRole('row', { name: /^Clocks that disagree/ })
  await expect(line.getByRole('cell').first()).toHaveText(early.toLocaleString('en'))
  await line.getByRole('button').focus()
  await sample.press('Enter')
  await expect(sample.result).toBeVisible()
  await expect(sample.result.getByRole('columnheader', { name: 'milliseconds_early' })).toBeVisible()
  const tabs = sample.page.getByRole('tablist', { name: 'Queries' })
  await expect(tabs.getByRole('tab', { selected: true })).toContainText('Spans that start before their parent')
  await tabs.getByRole('tab', { name: 'SELECT 1' }).first().click()
  await expect(sample.page.getByRole('textbox', { name: 'SQL statement' })).toHaveText('SELECT 1')
})

test('spans over time are a chart to narrow by keys, and a table', async ({ sample, sampleArchive }) => {
  await sample.go('#/explore/data')
  await sample.page.getByRole('radio', { name: 'Table' }).click()
  const table = sample.page.getByRole('region', { name: 'Spans over time' })
  const cells = await table.locator('tbody td:nth-child(2)').allInnerTexts()
  const spans = await count(sampleArchive, 'SELECT count(*) AS n FROM spans')
  expect(cells.reduce((sum, cell) => sum + Number(cell.replaceAll(',', '')), 0)).toBe(spans)
  await sample.page.getByRole('radio', { name: 'Chart' }).click()
  await sample.page.getByRole('slider', { name: 'Spans over time' }).focus()
  await sample.press('ArrowRight', 'Shift+ArrowRight', 'Enter')
  expect(new URLSearchParams(sample.page.url().split('?').at(-1)).get('from')).toMatch(/^\d{19}$/)
  await sample.button(/^Any time/).click()
  await sample.idle()
  expect(sample.page.url()).not.toContain('from=')
})

test('nothing bars anybody from the data, in light or dark', async ({ sample }) => {
  await sample.go('#/explore/data')
  expect(await graveBarsIn(sample)).toEqual([])
})
