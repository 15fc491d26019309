import { readFile } from 'node:fs/promises'
import { DEFAULT_SAMPLE } from '../../../main/sample/plantedFacts'
import { expect, test } from '../explorerTest'

const STATEMENT = `select service_name, count(*) as n
from spans
where depth > 0
group by all
order by n desc`

test('a plan is folded and unfolded by keys, measured, and its costliest operator told', async ({ sample }) => {
  const { page } = sample
  await sample.press('3')
  await sample.runSql(STATEMENT)
  await page.getByRole('radio', { name: 'Plan' }).click()
  await sample.idle()
  const tree = page.getByRole('treegrid', { name: 'Plan' })
  const lines = tree.locator('[role=row][data-place][aria-selected]')
  await expect(page.getByText('As planned: rows are estimates')).toBeVisible()
  const operators = await lines.count()
  expect(operators).toBeGreaterThan(3)
  await expect(tree.getByText('Sort', { exact: true })).toBeVisible()
  await expect(lines.filter({ hasText: 'span_rows' })).toHaveCount(1)

  await tree.focus()
  await sample.press('Home', 'ArrowLeft')
  await expect(lines).toHaveCount(1)
  await expect(lines.first()).toHaveAttribute('aria-expanded', 'false')
  await sample.press('ArrowRight', 'ArrowRight')
  await expect(lines).toHaveCount(operators)
  await expect(lines.nth(1)).toHaveAttribute('aria-selected', 'true')
  await sample.press('End', 'Enter')
  await expect(tree.locator('dd').first()).toBeVisible()
  await sample.press('Enter')
  await expect(tree.locator('dd')).toHaveCount(0)

  await sample.button('Run and measure').click()
  await sample.idle()
  await expect(page.getByRole('status').filter({ hasText: '% of the time:' })).toBeVisible()
  await expect(tree.getByRole('columnheader', { name: 'Own time' })).toBeVisible()
  await expect(tree.getByLabel('Costliest')).toHaveCount(1)

  // The rows, and the plan as it was, are still there.
  await page.getByRole('radio', { name: 'Rows' }).click()
  await expect(sample.result).toBeVisible()
  await page.getByRole('radio', { name: 'Plan' }).click()
  await expect(sample.button('Measure again')).toBeVisible()
})

test('a result goes to a file, whole and in the order shown, by keys and by mouse', async ({ sample }) => {
  const { page } = sample
  await sample.press('3')
  await sample.runSql('select span_id, start_time, attributes from spans')
  await sample.press('Alt+e')
  const dialog = sample.dialog('Export the result')
  await expect(dialog).toContainText(`${DEFAULT_SAMPLE.spans.toLocaleString('en')} rows`)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: 'NDJSON' })).toBeChecked()
  await dialog.getByRole('textbox', { name: 'Name of the file' }).fill('all spans')
  const [byKeys] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(byKeys.suggestedFilename()).toBe('all-spans.ndjson')
  const lines = (await readFile(await byKeys.path(), 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(DEFAULT_SAMPLE.spans)
  const { span_id, start_time, attributes } = JSON.parse(lines[0] ?? '')
  expect(span_id).toMatch(/^[0-9a-f]{16}$/)
  expect(start_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
  expect(typeof attributes).toBe('object')
  await expect(page.getByText(/^Downloaded all-spans\.ndjson \([\d,]+ rows, [\d.]+ MB\)$/)).toBeVisible()
  await sample.idle()

  await sample.runSql('select range as n from range(5)')
  await page.getByRole('columnheader', { name: /^n/ }).click()
  await sample.idle()
  await page.getByRole('columnheader', { name: /^n/ }).click()
  await sample.idle()
  await sample.button('Export').click()
  await expect(dialog).toContainText('Sorted by n descending.')
  await dialog.getByText('CSV', { exact: true }).click()
  const [byMouse] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  expect(await readFile(await byMouse.path(), 'utf8')).toBe('n\n4\n3\n2\n1\n0\n')
  await sample.idle()
})
