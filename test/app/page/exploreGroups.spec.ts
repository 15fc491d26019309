import { graveBarsIn } from '../accessibility'
import { DEFAULT_SAMPLE, SLOW_PAYMENT } from '../../../main/sample/plantedFacts'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const groups = ({ page }: ExplorerPage) => page.getByRole('grid', { name: 'Groups of spans' })
const rowOf = (explorer: ExplorerPage, text: string) =>
  groups(explorer).getByRole('row').filter({ hasText: text }).first()
const query = ({ page }: ExplorerPage) => page.getByRole('textbox', { name: 'TraceQL query' })
const spans = DEFAULT_SAMPLE.spans.toLocaleString('en-US')

test('where the time really goes, by mouse', async ({ sample }) => {
  await sample.go('#/explore/groups')
  await expect(sample.page.getByRole('status').filter({ hasText: '12 groups' })).toContainText(`${spans} spans`)
  // The payment service, which waits for cardholders, has the most self time.
  await expect(groups(sample).getByRole('row').nth(1)).toContainText(SLOW_PAYMENT.service)
  await expect(groups(sample).getByRole('row').nth(1).getByRole('img')).toHaveAttribute('aria-label', /^Most of them/)
  const errors = groups(sample).getByRole('columnheader', { name: 'Errors' })
  await errors.getByRole('button').click()
  await sample.idle()
  await expect(errors).toHaveAttribute('aria-sort', 'descending')
  await expect(groups(sample).getByRole('row').nth(1)).toContainText('checkout')

  await rowOf(sample, SLOW_PAYMENT.service).click()
  await sample.idle()
  await expect(query(sample)).toContainText(`resource.service.name = "${SLOW_PAYMENT.service}"`)
  await sample.page.getByRole('combobox', { name: 'Second field' }).fill('name')
  await sample.page.getByRole('option', { name: /^span:name/ }).click()
  await sample.idle()
  await expect(groups(sample).getByRole('row').nth(1)).toContainText(SLOW_PAYMENT.cause)

  await rowOf(sample, SLOW_PAYMENT.cause).getByRole('button', { name: 'What to do with the group' }).click()
  await sample.page.getByRole('menuitem', { name: 'List its spans' }).click()
  await sample.idle()
  await expect(sample.page.getByRole('grid', { name: 'Spans' })).toContainText(SLOW_PAYMENT.cause)
  await expect(query(sample)).toContainText(`span:name = "${SLOW_PAYMENT.cause}"`)
})

test('by keyboard alone', async ({ sample }) => {
  await sample.go('#/explore/groups')
  await sample.page.getByRole('combobox', { name: 'Group by', exact: true }).focus()
  await sample.press('ArrowDown')
  await sample.page.keyboard.insertText('card_type')
  await sample.press('Enter')
  await expect(groups(sample).getByRole('columnheader').first()).toContainText('span.app.payment.card_type')
  await groups(sample).focus()
  await sample.press('ArrowDown', 'ArrowDown')
  await expect(groups(sample).getByRole('row', { selected: true })).toContainText('visa')
  await sample.press('Shift+F10', 'ArrowDown', 'Enter')
  await expect(sample.traces).toBeVisible()
  await expect(query(sample)).toContainText('span.app.payment.card_type = "visa"')
  await sample.page.goBack()
  await sample.idle()
  await groups(sample).focus()
  await sample.press('ArrowDown', 'Enter')
  // Nothing has no text: spans without the attribute.
  await expect(query(sample)).toContainText('span.app.payment.card_type = nil')
})

test('no match and a wrong query say so', async ({ sample }) => {
  await sample.go(`#/explore/groups?${new URLSearchParams({ query: '{ name = "no such" }' }).toString()}`)
  await expect(sample.page.getByRole('heading', { name: 'No span matches' })).toBeVisible()
  await sample.go(`#/explore/groups?${new URLSearchParams({ query: '{ nope' }).toString()}`)
  await expect(sample.page.getByRole('alert').first()).toBeVisible()
})

test('nothing bars anybody from it, in light or dark', async ({ sample }) => {
  await sample.go('#/explore/groups?by=resource.service.name&then=name')
  await groups(sample).focus()
  await sample.press('ArrowDown', 'Shift+F10')
  await expect(sample.page.getByRole('menuitem').first()).toBeFocused()
  expect(await graveBarsIn(sample)).toEqual([])
})
