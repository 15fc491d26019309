import { barsIn } from '../accessibility'
import { TIMEOUT } from '../../../main/sample/plantedFacts'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

test('root causes are told apart from what they took down', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await sample.go('#/explore/errors')
  const table = page.getByRole('grid', { name: 'Errors' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('gridcell') })
  const declined = rows.filter({ hasText: 'CardDeclinedException' })
  await expect(declined.first()).toContainText('payment')
  await expect(declined.first()).toContainText('of 2 services')
  await expect(rows.filter({ hasText: 'could not charge the card' })).toHaveCount(0)
  const roots = await rows.count()

  await page.getByRole('radio', { name: /^All errors/ }).click()
  await sample.idle()
  await expect(rows.filter({ hasText: 'could not charge the card' }).first()).toBeVisible()
  expect(await rows.count()).toBeGreaterThan(roots)
  const [failed] = await answerOf<{ spans: number }>(
    sampleArchive,
    `SELECT count(*) AS spans FROM spans WHERE status = 'error'`,
  )
  await expect(page.getByText(`${failed?.spans} failed spans`)).toBeVisible()
  await page.reload()
  await sample.idle()
  await expect(page.getByRole('radio', { name: /^All errors/ })).toBeChecked()
})

test('by keyboard from an error to an example in its trace', async ({ sample }) => {
  const { page } = sample
  await sample.go('#/explore/errors?errorsort=serviceName')
  await page.getByRole('grid', { name: 'Errors' }).focus()
  await sample.press('Home', 'Enter')
  const strip = page.getByRole('region', { name: 'Error', exact: true })
  await expect(strip.getByRole('heading', { level: 2 })).toContainText(TIMEOUT.exception)
  await expect(strip.getByRole('group', { name: 'Operations' })).toContainText(TIMEOUT.operation)
  await sample.press('ArrowDown')
  await expect(strip.getByRole('heading', { level: 2 })).toContainText('inventory')
  await sample.press('Escape')
  await expect(strip).toBeHidden()
  await sample.press('Home', 'Enter')
  await strip.getByRole('link').first().focus()
  await sample.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText(TIMEOUT.exception)
})

test('an error leads to just its spans', async ({ sample }) => {
  const { page } = sample
  await sample.go('#/explore/errors')
  await page.getByRole('grid', { name: 'Errors' }).getByText(TIMEOUT.exception).click()
  await sample.idle()
  const strip = page.getByRole('region', { name: 'Error', exact: true })
  await strip.getByRole('button', { name: 'List its spans' }).click()
  await sample.idle()
  await expect(page.getByRole('grid', { name: 'Spans' })).toHaveAttribute('aria-rowcount', '18')
  await page.goBack()
  await sample.idle()
  await strip.getByRole('button', { name: 'Narrow to it' }).click()
  await sample.idle()
  await expect(page.getByText('1 kind of error · 17 failed spans')).toBeVisible()
})

test('spans that failed because of others, or not at all, have no root cause', async ({ sample }) => {
  const { page } = sample
  const query = '{ resource.service.name = "frontend" && status = error && kind = server }'
  await sample.go(`#/explore/errors?${new URLSearchParams({ query })}`)
  await expect(page.getByRole('heading', { name: 'No root cause among these spans' })).toBeVisible()
  await sample.button('Show all errors').click()
  await sample.idle()
  await expect(page.getByRole('grid', { name: 'Errors' })).toBeVisible()
  await sample.go(`#/explore/errors?${new URLSearchParams({ query: '{ status = ok && name = "none" }' })}`)
  await expect(page.getByRole('heading', { name: 'No errors' })).toBeVisible()
})

test('errors are accessible in both themes', async ({ sample }) => {
  await sample.go('#/explore/errors')
  await sample.page.getByRole('grid', { name: 'Errors' }).focus()
  await sample.press('Home', 'Enter')
  await expect(sample.page.getByRole('region', { name: 'Error', exact: true })).toContainText('Took down')
  expect(await barsIn(sample)).toEqual([])
})
