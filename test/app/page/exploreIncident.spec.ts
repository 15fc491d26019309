import { SLOW_PAYMENT } from '../../../main/sample/plantedFacts'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** From “the checkout was slow” to the payments with one card, of one country, on one version. */

const CAUSES = ['app.customer.country', 'app.payment.card_type', 'service.version']

const differences = ({ page }: ExplorerPage) => page.getByRole('grid', { name: 'What differs' })

async function expectCauses(explorer: ExplorerPage): Promise<void> {
  const rows = differences(explorer).getByRole('row')
  const keys = await rows.evaluateAll((all) => all.slice(1).map((row) => row.querySelector('.key span')?.textContent))
  expect([...new Set(keys)].slice(0, 3).sort()).toEqual(CAUSES)
  for (const value of [SLOW_PAYMENT.cardType, SLOW_PAYMENT.country, SLOW_PAYMENT.version]) {
    await expect(rows.filter({ has: explorer.page.getByText(value, { exact: true }) })).toContainText('100 %')
  }
}

test('by mouse: an operation with a long tail, its slow part, what tells it apart, and one of its traces', async ({
  sample,
}) => {
  const { page } = sample
  await page.getByRole('link', { name: 'Explore' }).click()
  await page.getByRole('tab', { name: 'Operations' }).click()
  await sample.idle()
  await page.getByRole('grid', { name: 'Operations' }).getByRole('button', { name: 'p99' }).click()
  await sample.idle()
  await page.getByRole('row', { name: `${SLOW_PAYMENT.service} ${SLOW_PAYMENT.operation}` }).click()
  await sample.idle()
  await sample.button('Narrow to it').click()
  await sample.idle()

  await page.getByRole('tab', { name: 'Latency' }).click()
  await sample.idle()
  const box = await page.getByRole('application').boundingBox()
  if (!box) throw new Error('there is no heatmap')
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height * 0.2, { steps: 5 })
  await page.mouse.up()
  await sample.button('Why is it different?').click()
  await sample.idle()
  await expectCauses(sample)

  await differences(sample).getByRole('row').filter({ hasText: SLOW_PAYMENT.cardType }).click()
  await sample.idle()
  await page.getByRole('tab', { name: 'Latency' }).click()
  await sample.idle()
  await sample.button('Narrow to it').click()
  await sample.idle()
  await sample.button('Traces').click()
  await sample.idle()
  await sample.traces.locator('[data-trace-id]').first().click()
  await sample.idle()
  await expect(sample.waterfall.getByRole('row', { selected: true })).toContainText(SLOW_PAYMENT.operation)
  await page.getByRole('tab', { name: 'Critical path' }).click()
  await sample.idle()
  await expect(page.getByRole('grid', { name: /^Shares of/ })).toContainText(SLOW_PAYMENT.cause)
})

test('by keys: slow payments against all others, down to the critical path of one', async ({ sample }) => {
  const { page } = sample
  await sample.press('2', '/')
  await page.keyboard.insertText(`{ name = "${SLOW_PAYMENT.operation}" && kind = server }`)
  await sample.press('Enter')
  await page.getByRole('tab', { selected: true }).focus()
  await sample.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Why different' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Query for what is inside' }).focus()
  await page.keyboard.insertText('{ duration > 1s }')
  await sample.press('Enter')
  await expectCauses(sample)
  await differences(sample).focus()
  await sample.press('ArrowDown', 'Enter')
  await sample.press('t')
  await sample.traces.focus()
  await sample.press('Home', 'Enter')
  await page.getByRole('tab', { selected: true }).focus()
  for (let step = 0; step < 3; step++) await sample.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Critical path' })).toBeFocused()
  await expect(page.getByRole('grid', { name: /^Shares of/ })).toContainText(SLOW_PAYMENT.cause)
})

test('a list is explored as it is filtered, and what is explored is listed', async ({ sample }) => {
  const { page } = sample
  await sample.go(`#/traces?query=${encodeURIComponent('{ status = error }')}`)
  await sample.traces.focus()
  await sample.press('x')
  await expect(page.getByRole('tab', { name: 'Latency', selected: true })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Traces with a span that matches' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toContainText('{ status = error }')
  await page.goBack()
  await sample.idle()
  await sample.button('Explore what matches').click()
  await sample.idle()
  await sample.press('t')
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toContainText('{ status = error }')
  await expect(sample.traces).toBeVisible()
})
