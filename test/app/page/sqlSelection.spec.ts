import { expect, test } from '../explorerTest'

const FAILED = encodeURIComponent('{ status = error }')

/** The number that a text begins with or holds, such as in `1,234 spans`. */
function countIn(text: string | null): number {
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))
}

test('spans go from the list to SQL, and what a statement found goes to Explore and the traces', async ({ sample }) => {
  const { page } = sample
  await sample.go(`#/traces?query=${FAILED}&show=spans`)
  const failed = countIn(await page.getByRole('status').locator('strong').innerText())

  await sample.press('s')
  const line = page.getByRole('region', { name: 'The relation selected_spans' })
  await expect(line).toContainText('{ status = error }')
  await expect(line.getByRole('link')).toHaveText(`${failed.toLocaleString('en')} spans`)
  await expect(page.getByRole('textbox', { name: 'SQL statement' })).toContainText('SELECT * FROM selected_spans')
  await sample.runSql('SELECT count(*) FROM selected_spans')
  expect((await sample.sqlRows()).map(([count]) => countIn(count ?? ''))).toEqual([failed])
  await expect(sample.button('Explore spans')).toBeDisabled()

  await sample.runSql("SELECT upper(trace_id) AS trace_id, span_id FROM selected_spans WHERE kind = 'client'")
  const found = countIn(await page.getByText(/^[\d,]+ rows$/).innerText())
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(failed)
  await sample.press('F8')
  const chip = page.getByText(`in SQL result: ${found.toLocaleString('en')} spans`)
  await expect(page).toHaveURL(/#\/explore\?selection=/)
  await expect(chip).toBeVisible()

  await sample.press('t')
  await expect(chip).toBeVisible()
  await sample.go(`${new URL(page.url()).hash}&show=spans&query=${encodeURIComponent('{ kind != client }')}`)
  await expect(page.getByText('No span matches')).toBeVisible()
  await sample.button(/^Drop.*in SQL result/).click()
  await sample.idle()
  await expect(chip).toBeHidden()
  await page.goBack()
  await sample.go(new URL(page.url()).hash.replace(/&query=[^&]*/, ''))
  expect(countIn(await page.getByRole('status').locator('strong').innerText())).toBe(found)

  await page.getByRole('grid', { name: 'Spans' }).getByRole('row').nth(1).dblclick()
  await sample.idle()
  await expect(page.getByRole('region', { name: 'Spans that match the query' })).toContainText('in the SQL result')
})

test('a selection that is gone says so', async ({ sample }) => {
  await sample.go('#/traces?selection=0123456789abcdef')
  await expect(sample.page.getByRole('alert')).toContainText('This selection is gone')
  await expect(sample.page.getByRole('link', { name: 'Go to SQL' })).toBeVisible()
  await expect(sample.page.getByRole('link', { name: 'Go to SQL' })).toBeVisible()
  await sample.page.getByRole('button', { name: 'All spans, not those of the SQL result alone' }).click()
  await sample.idle()
  await expect(sample.traces).toBeVisible()
})
