import { DEFAULT_SAMPLE } from '../../../main/sample/plantedFacts'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

test.beforeEach(async ({ sample }) => {
  await sample.go('#/sql')
  await sample.press('Alt+n')
})

test('several statements have their results in tabs, and several queries theirs', async ({ sample }) => {
  const { page } = sample
  await sample.writeSql('select 1 as one; select nope; select 3 as three')
  await sample.press('ControlOrMeta+Shift+Enter')
  const results = page.getByRole('tablist', { name: 'Results' })
  await expect(results.getByRole('tab')).toHaveCount(3)
  expect(await sample.sqlRows()).toEqual([['1']])
  await results.getByRole('tab', { name: /select nope/ }).click()
  await expect(page.getByRole('alert')).toContainText('nope')
  await results.getByRole('tab', { name: /select 3/ }).click()
  expect(await sample.sqlRows()).toEqual([['3']])

  const queries = page.getByRole('tablist', { name: 'Queries' })
  const before = await queries.getByRole('tab').count()
  await sample.press('F2')
  await page.keyboard.type('Three at once')
  await sample.press('Enter', 'Alt+n')
  await sample.runSql('select 42')
  await expect(queries.getByRole('tab')).toHaveCount(before + 1)
  await sample.press('Alt+PageUp')
  await expect(queries.getByRole('tab', { selected: true })).toContainText('Three at once')
  expect(await sample.sqlRows()).toEqual([['3']])

  await page.reload()
  await sample.idle()
  await expect(queries.getByRole('tab', { name: 'Three at once' })).toBeVisible()
  await queries.getByRole('tab', { name: 'Three at once' }).click()
  await expect(page.getByRole('textbox', { name: 'SQL statement' })).toHaveText(/select 3 as three$/)
  await sample.press('Alt+w')
  await expect(queries.getByRole('tab', { name: 'Three at once' })).toHaveCount(0)
})

test('parameters are asked for; rows are sorted, filtered and profiled; the answer is drawn', async ({
  sample,
  sampleArchive,
}) => {
  const { page, result } = sample
  await sample.writeSql(
    'select service_name, name, count(*) as calls from spans where status = $wanted group by all order by name, service_name',
  )
  await page.getByRole('textbox', { name: '$wanted' }).fill('error')
  await page.keyboard.press('Enter')
  await sample.idle()
  const expected = await answerOf<{ service_name: string; calls: number }>(
    sampleArchive,
    `SELECT service_name, name, count(*) AS calls FROM spans WHERE status = 'error' GROUP BY ALL ORDER BY calls DESC`,
  )
  await expect(page.getByText(`${expected.length} rows`, { exact: true })).toBeVisible()
  await result.focus()
  await sample.press('End', 's', 's')
  await expect(result.getByRole('columnheader', { name: /^calls/ })).toHaveAttribute('aria-sort', 'descending')
  expect((await sample.sqlRows())[0]?.[2]).toBe(String(expected[0]?.calls))

  const first = String(expected[0]?.service_name)
  const ofFirst = expected.filter((row) => row.service_name === first).length
  await sample.press('Home', 'Shift+F10')
  await page.getByRole('menuitem', { name: `Only = ${first}` }).click()
  await sample.idle()
  await expect(page.getByText(`${ofFirst} of ${expected.length} rows`)).toBeVisible()
  expect((await sample.sqlRows()).every(([service]) => service === first)).toBe(true)
  await result.focus()
  await sample.press('p')
  await expect(page.getByRole('complementary', { name: 'Profile of service_name' })).toContainText(`${first}`)
  await page.getByRole('button', { name: 'As it came' }).click()
  await sample.idle()

  await page.getByRole('radio', { name: 'Chart' }).click()
  await sample.idle()
  await expect(page.getByRole('img', { name: /^Chart of \d+ points?: calls by service_name$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Points' }).click()
  await expect(page.getByRole('region', { name: 'Points of the chart' })).toContainText(first)
  await page.getByRole('button', { name: 'Keep in the query' }).click()
  await expect(page.getByRole('textbox', { name: 'SQL statement' })).toContainText('-- chart: {"kind":"bar"')
  await page.getByRole('radio', { name: 'Rows' }).click()
})

test('a question of the library is found, asked and changed; values are offered', async ({ sample }) => {
  const { page } = sample
  await sample.press('Alt+q')
  await page.getByRole('combobox', { name: 'Find a question' }).fill('self time')
  await sample.press('Enter')
  await expect(sample.result.getByRole('columnheader', { name: /^service_name/ })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Self time by service', selected: true })).toBeVisible()

  await sample.press('Alt+n')
  await page.getByRole('textbox', { name: 'SQL statement' }).focus()
  await page.keyboard.type("select count(*) from spans where service_name = 'check")
  const offers = page.getByRole('listbox').getByRole('option')
  await expect(offers.first()).toContainText('checkout')
  await offers.first().click()
  await page.keyboard.press('End')
  await sample.press('ControlOrMeta+Enter')
  expect(Number((await sample.sqlRows())[0]?.[0])).toBeGreaterThan(0)
  expect(Number((await sample.sqlRows())[0]?.[0])).toBeLessThan(DEFAULT_SAMPLE.spans)
})
