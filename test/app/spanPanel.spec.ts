import type { ExplorerPage } from './ExplorerPage'
import { answerOf } from './commandLine'
import { expect, test } from './explorerTest'

/** A span with an attribute that tells it from others. */
const CHARGE = `SELECT trace_id, span_id, attributes['app.payment.card_type'] AS card FROM spans
  WHERE attributes['app.payment.card_type'] IS NOT NULL AND parent_span_id IS NOT NULL ORDER BY span_id LIMIT 1`

async function openCharge(sample: ExplorerPage, archive: string) {
  const [span] = await answerOf<{ trace_id: string; span_id: string; card: string }>(archive, CHARGE)
  await sample.go(`#/trace/${span?.trace_id}?span=${span?.span_id}`)
  const panel = sample.page.getByRole('complementary', { name: 'Span details' })
  const row = panel.getByRole('row').filter({ hasText: 'app.payment.card_type' })
  return { panel, row, traceId: span?.trace_id ?? '', card: span?.card ?? '' }
}

test('an attribute is copied and searched for from its menu, by mouse and by keys', async ({
  sample,
  sampleArchive,
}) => {
  const { page } = sample
  const { panel, row, traceId, card } = await openCharge(sample, sampleArchive)
  const notice = page.getByRole('status').filter({ hasText: 'Copied' })

  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy as SQL filter' }).click()
  await expect(notice.first()).toContainText(`Copied attributes['app.payment.card_type'] = '${card}'`)

  const table = panel.getByRole('table', { name: 'Attributes', exact: true })
  await table
    .getByRole('button', { name: /^What to do with/ })
    .first()
    .focus()
  await sample.press('End', 'Home')
  const keys = await table.getByRole('rowheader').allInnerTexts()
  for (let step = 0; step < keys.indexOf('app.payment.card_type'); step++) await sample.press('ArrowDown')
  await sample.press('Enter', 'ArrowDown', 'Enter')
  await expect(notice.first()).toContainText(`Copied {"app.payment.card_type": "${card}"}`)
  await sample.press('Enter', 'End', 'Enter')
  await sample.idle()
  const condition = `span.app.payment.card_type = "${card}"`
  expect(new URLSearchParams(page.url().split('?')[1]).get('query')).toBe(`{ ${condition} }`)
  expect(page.url()).toContain(traceId)
  await expect(sample.waterfall.getByRole('row', { selected: true })).toContainText('matches')

  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Find spans like this' }).click()
  await sample.idle()
  expect(page.url()).toContain('#/traces?')
  expect(new URLSearchParams(page.url().split('?')[1]).get('query')).toBe(`{ ${condition} }`)
  expect(await sample.tracesShown()).not.toEqual([])
  await page.goBack()
  await expect(row).toBeVisible()
})

test('the panel stands to the right or below, and keeps its size', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const { panel } = await openCharge(sample, sampleArchive)
  const splitter = (name: RegExp) => page.getByRole('separator', { name })
  await splitter(/^Width of the span/).focus()
  await sample.press('ArrowLeft')
  await sample.waterfall.focus()
  await sample.press('p')
  await expect(sample.waterfall.getByRole('row', { selected: true })).toBeInViewport()
  await splitter(/^Height of the span/).focus()
  await sample.press('Shift+ArrowUp')
  expect((await panel.boundingBox())?.height).toBe(384)

  await page.reload()
  await sample.idle()
  expect((await panel.boundingBox())?.height).toBe(384)
  await sample.button('Show the details to the right').click()
  expect((await panel.boundingBox())?.width).toBe(416)
})
