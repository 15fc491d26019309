import { formatCount } from '../../preload/contract/formatCount'
import { DEFAULT_SAMPLE } from '../../main/sample/plantedFacts'
import { expect, test } from './explorerTest'

const ENDLESS = 'select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range = -1'

test.beforeEach(async ({ sample }) => {
  await sample.press('3')
  await expect(sample.page.getByRole('textbox', { name: 'SQL statement' })).toBeFocused()
})

test("an error is underlined at its place, with DuckDB's message", async ({ sample }) => {
  const { page } = sample
  await sample.runSql('select name,\n       no_such_column\nfrom spans')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Referenced column "no_such_column" not found in FROM clause')
  await expect(page.locator('.cm-lintRange-error')).toHaveText('no_such_column')
  await sample.writeSql('select 1')
  await sample.press('ControlOrMeta+Enter')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0)
})

test('a statement that does more than read the archive is refused, and the next one runs', async ({ sample }) => {
  const { page } = sample
  for (const [statement, reason] of [
    ["copy spans to 'spans.csv'", /COPY/i],
    ["select * from read_csv('/etc/passwd')", /read_csv|file system/i],
    ['delete from spans', /DELETE|only/i],
    ['select 1; select 2', /one statement|several/i],
  ] as const) {
    // The last is two statements for the editor as well: both are marked so that both are sent.
    await sample.writeSql(statement)
    await page.keyboard.press('ControlOrMeta+a')
    await sample.press('ControlOrMeta+Enter')
    await expect(page.getByRole('alert'), statement).toContainText(reason)
  }
  await sample.runSql('select count(*) from spans')
  expect(await sample.sqlRows()).toEqual([[String(DEFAULT_SAMPLE.spans)]])
})

test('a long statement shows that it runs, and stops by Escape and by the button', async ({ sample }) => {
  const { page } = sample
  const bar = page.locator('.bar').filter({ hasText: /Running|Run/ })
  await sample.writeSql(ENDLESS)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
  await expect(bar).toContainText(/\d\.\d s/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible()
  await sample.idle()

  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
  await sample.button('Cancel').click()
  await expect(page.getByText('Running', { exact: true })).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible()

  await sample.runSql('select 42')
  expect(await sample.sqlRows()).toEqual([['42']])
})

test('relations and columns are offered while one writes', async ({ sample }) => {
  const { page } = sample
  const offers = page.getByRole('listbox').getByRole('option')
  await sample.writeSql('')
  await page.keyboard.type('select trace_id from trac')
  await expect(offers.first()).toContainText('traces')
  await offers.first().click()
  await page.keyboard.type(' where root_serv')
  await expect(offers.first()).toContainText('root_service_name')
  await offers.first().click()
  await page.keyboard.type(" = 'frontend' limit 3")
  await sample.press('ControlOrMeta+Enter')
  await expect(page.getByText('3 rows', { exact: true })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'SQL statement' })).toHaveText(
    "select trace_id from traces where root_service_name = 'frontend' limit 3",
  )
})

test('a million rows are scrolled to their end', async ({ sample }) => {
  const { page, result } = sample
  await sample.runSql('select range * 2 as even from range(1000000)')
  await expect(page.getByText('1,000,000 rows', { exact: true })).toBeVisible()
  await expect(result).toHaveAttribute('aria-rowcount', '1000001')
  await result.focus()
  await sample.press('ControlOrMeta+End')
  const last = result.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '1,000,000', exact: true }) })
  await expect(last.getByRole('gridcell')).toHaveText('1999998')
  await expect(last).toBeInViewport()

  await result.evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight / 2 }))
  const middle = result.getByRole('row').filter({ has: page.getByRole('gridcell') })
  const number = async () => Number((await middle.nth(8).getByRole('rowheader').innerText()).replaceAll(',', ''))
  await expect.poll(number).toBeLessThan(501_000)
  await sample.idle()
  const half = await number()
  expect(half).toBeGreaterThan(499_000)
  await expect(middle.nth(8).getByRole('gridcell')).toHaveText(String((half - 1) * 2))
})

test('a span id in a result opens its span; Back comes back to the result', async ({ sample }) => {
  const { page, result } = sample
  await sample.runSql("select trace_id, span_id, name from spans where status = 'error' order by span_id limit 4")
  const [, second] = await sample.sqlRows()
  const [traceId = '', spanId = ''] = second ?? []
  await result.getByRole('link', { name: spanId }).click()
  await expect(sample.waterfall.getByRole('row', { selected: true })).toHaveAttribute('data-span-id', spanId)
  expect(page.url()).toContain(traceId)
  await page.goBack()
  await sample.idle()
  expect((await sample.sqlRows())[1]).toEqual(second)
})

test('the schema is read, searched and put into the statement, by mouse and by keys', async ({ sample }) => {
  const { page } = sample
  const schema = page.getByRole('tree', { name: 'Schema' })
  const line = (name: RegExp) => schema.getByRole('treeitem', { name })
  const statement = page.getByRole('textbox', { name: 'SQL statement' })
  await sample.writeSql('select  from ')
  await expect(line(/^spans/)).toContainText(formatCount(DEFAULT_SAMPLE.spans))
  await line(/^span_events/).click()
  await expect(statement).toHaveText(/^select {2}from span_events ?$/)
  for (let left = 0; left < ' from span_events'.length; left++) await page.keyboard.press('ArrowLeft')

  await schema.focus()
  await sample.press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight')
  await expect(line(/^span_events/)).toHaveAttribute('aria-expanded', 'true')
  await sample.press('ArrowRight')
  await expect(schema).toHaveAccessibleDescription(/The trace of the span/)
  await sample.press('Enter')
  await expect(statement).toHaveText(/trace_id.*from span_events/)

  await page.getByRole('textbox', { name: 'Find in the schema' }).fill('card_type')
  await expect(line(/^app.payment.card_type/)).toBeVisible()
  await sample.press('ArrowDown', 'ArrowDown', 'ArrowRight')
  await expect(schema).toHaveAccessibleDescription(/string.*576 spans, 1.0 %.*3 distinct values/)
  await expect(line(/^amex/)).toBeVisible()
  await sample.writeSql('select count(*) from spans where ')
  await line(/^amex/).click()
  await expect(statement).toHaveText(/where attributes\['app.payment.card_type'\] = 'amex'$/)

  await page.getByRole('textbox', { name: 'Find in the schema' }).fill('db.query.text')
  await sample.press('ArrowDown', 'ArrowDown', 'ArrowRight')
  await expect(schema).toHaveAccessibleDescription(/25,101 spans.*[\d,]+ distinct values/)

  await page.getByRole('textbox', { name: 'Find in the schema' }).fill('humanize')
  await sample.writeSql('select ')
  await line(/^humanize_duration/).click()
  await page.keyboard.type('1250')
  await sample.press('ControlOrMeta+Enter')
  expect(await sample.sqlRows()).toEqual([['1.25 µs']])
})
