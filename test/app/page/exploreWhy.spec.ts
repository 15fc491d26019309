import { graveBarsIn } from '../accessibility'
import { SLOW_PAYMENT } from '../../../main/sample/plantedFacts'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const CHARGES = `{ name = "${SLOW_PAYMENT.operation}" && kind = server }`
const SLOW = `..,${SLOW_PAYMENT.atLeast}..`

const table = ({ page }: ExplorerPage) => page.getByRole('grid', { name: 'What differs' })
const rowOf = (explorer: ExplorerPage, text: RegExp) => table(explorer).getByRole('row').filter({ hasText: text })
const status = ({ page }: ExplorerPage, text: string) => page.getByRole('status').filter({ hasText: text })

async function goToSlowCharges(explorer: ExplorerPage) {
  await explorer.go(`#/explore/why?${new URLSearchParams({ query: CHARGES, brush: SLOW }).toString()}`)
}

test('slow payments lead to card, country and version, by mouse', async ({ sample }) => {
  await goToSlowCharges(sample)
  await expect(status(sample, '22 spans inside')).toContainText('554 spans outside')
  const rows = table(sample).getByRole('row')
  const keys = await rows.evaluateAll((all) => all.slice(1).map((row) => row.querySelector('.key span')?.textContent))
  expect([...new Set(keys)].slice(0, 3).sort()).toEqual([
    'app.customer.country',
    'app.payment.card_type',
    'service.version',
  ])
  const amex = rowOf(sample, /amex/)
  await expect(amex).toContainText('100 %')
  await expect(amex.getByTitle('130 of 554 outside')).toBeVisible()

  // The row narrows the population; what is inside stays.
  await amex.click()
  await sample.idle()
  await expect(sample.page.getByRole('textbox', { name: 'TraceQL query' })).toContainText(
    'span.app.payment.card_type = "amex"',
  )
  await expect(status(sample, '22 spans inside')).toContainText('130 spans outside')
  await rowOf(sample, /2\.4\.1/)
    .getByRole('button', { name: 'Without 2.4.1' })
    .click()
  await sample.idle()
  await expect(sample.page.getByRole('textbox', { name: 'TraceQL query' })).toContainText(
    '!(resource.service.version = "2.4.1")',
  )
  await expect(status(sample, '22 spans inside')).toBeVisible()
  await sample.page.goBack()
  await sample.idle()
  await expect(status(sample, '130 spans outside')).toBeVisible()

  await sample.button('Give the area up').click()
  await sample.idle()
  await expect(sample.page.getByRole('heading', { name: 'What is to be compared?' })).toBeVisible()
})

test('a query for what is inside, by keyboard alone', async ({ sample }) => {
  await sample.go('#/explore/why')
  const field = sample.page.getByRole('textbox', { name: 'Query for what is inside' })
  await field.focus()
  await sample.page.keyboard.insertText('{ status = ')
  await sample.press('Enter')
  await expect(sample.page.getByRole('alert')).toBeVisible()
  await sample.page.keyboard.insertText('error }')
  await sample.press('Enter')
  await expect(status(sample, '214 spans inside')).toBeVisible()
  await table(sample).focus()
  await sample.press('ArrowDown', 'ArrowDown')
  await expect(table(sample).getByRole('row', { selected: true })).toContainText('503')
  await sample.press('-')
  await expect(status(sample, '62 spans inside')).toBeVisible()
  await table(sample).focus()
  await sample.press('Home', 'Enter')
  await expect(sample.page.getByRole('textbox', { name: 'TraceQL query' })).toContainText('&& span.error.type != nil')
  await expect(sample.page.getByRole('heading', { name: 'Nothing is outside' })).toBeVisible()
})

test('traces are compared with all their spans, ids are set aside and named', async ({ sample }) => {
  const inside = `{ name = "${SLOW_PAYMENT.operation}" && duration > ${SLOW_PAYMENT.atLeast}ns }`
  await sample.go(`#/explore/why?${new URLSearchParams({ inside }).toString()}`)
  await sample.page.getByRole('radio', { name: /Compare traces/ }).click()
  await expect(status(sample, '22 traces inside')).toContainText('1,978 traces outside')
  await expect(rowOf(sample, /challenge/)).toContainText('100 %')
  await sample.page.getByText('4 attributes set aside').click()
  await expect(sample.page.getByRole('list', { name: 'Attributes set aside' })).toContainText(
    'app.order.id nearly every one has another value',
  )
  await table(sample).getByRole('columnheader', { name: 'Inside' }).getByRole('button').click()
  await sample.idle()
  await expect(table(sample).getByRole('columnheader', { name: 'Inside' })).toHaveAttribute('aria-sort', 'descending')
  await expect(table(sample).getByRole('row').nth(1)).toContainText('100 %')
})

test('a query with a mistake in the address is explained', async ({ sample }) => {
  await sample.go(`#/explore/why?${new URLSearchParams({ inside: '{ nope' }).toString()}`)
  await expect(sample.page.getByRole('alert').first()).toBeVisible()
  await sample.button('Compare nothing').click()
  await sample.idle()
  await sample.button('Compare failed spans').click()
  await expect(status(sample, '214 spans inside')).toBeVisible()
})

test('nothing bars anybody from it, in light or dark', async ({ sample }) => {
  await sample.go(`#/explore/why?${new URLSearchParams({ inside: '{ status = error }' }).toString()}`)
  await sample.page.getByText('attributes set aside').click()
  await table(sample).focus()
  await sample.press('ArrowDown')
  expect(await graveBarsIn(sample)).toEqual([])
})
