import { join } from 'node:path'
import {
  DEEP_SPANS,
  LOST_PARENTS,
  LOST_SPANS,
  LOST_TRACE_ID,
  lostSpanId,
  writeLostTrace,
} from '../../support/writeLostTrace'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

async function openLost(
  start: (options: { paths: string[] }) => Promise<ExplorerPage>,
  folder: string,
  span: number,
): Promise<ExplorerPage> {
  const path = join(folder, 'lost.otlp.json')
  await writeLostTrace(path)
  const explorer = await start({ paths: [path] })
  await explorer.idle()
  await explorer.go(`#/trace/${LOST_TRACE_ID}?span=${lostSpanId(span)}`)
  await explorer.waterfall.waitFor()
  await explorer.press('Escape')
  return explorer
}

/** Names of the spans that stay at the top. */
function stuck({ waterfall }: ExplorerPage) {
  return waterfall.locator('[aria-hidden=true] > * > [data-row] .name')
}

async function scrollTo({ waterfall }: ExplorerPage, top: number) {
  await waterfall.evaluate((grid, wanted) => (grid.scrollTop = wanted), top)
}

test('ancestors of the first row stay at the top, lead to their rows, and go away with one key', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLost(start, dataFolder, 0)
  const { page, waterfall } = explorer
  await expect(stuck(explorer)).toHaveCount(0)
  await scrollTo(explorer, 30 * 26 + 13)
  await explorer.idle()
  await expect(stuck(explorer)).toHaveText(['step 30', 'step 31', 'step 32', 'step 33'])
  await expect(page.getByTitle('30 ancestors above this one')).toBeVisible()
  await expect(waterfall.getByRole('row').filter({ hasText: 'step 32' })).toHaveCount(1)

  await stuck(explorer).nth(1).click()
  await explorer.idle()
  const chosen = explorer.span(lostSpanId(31))
  await expect(chosen).toHaveAttribute('aria-selected', 'true')
  await expect(stuck(explorer)).toHaveText(['step 27', 'step 28', 'step 29', 'step 30'])
  expect(await isCovered(explorer, lostSpanId(31))).toBe(false)
  for (let step = 30; step > 25; step--) {
    await explorer.press('k')
    expect(await isCovered(explorer, lostSpanId(step))).toBe(false)
  }

  await explorer.press('b')
  await expect(stuck(explorer)).toHaveCount(0)
  await expect(explorer.button('Keep ancestors at the top')).toHaveAttribute('aria-pressed', 'false')
  await page.reload()
  await explorer.idle()
  await scrollTo(explorer, 30 * 26)
  await explorer.idle()
  await expect(stuck(explorer)).toHaveCount(0)
  await explorer.button('Keep ancestors at the top').click()
  await expect(stuck(explorer)).toHaveCount(4)
})

/** Whether something lies over the middle of a span's row, in the tree. */
async function isCovered(explorer: ExplorerPage, spanId: string): Promise<boolean> {
  return explorer.span(spanId).evaluate((row) => {
    const { left, top, height } = row.getBoundingClientRect()
    return !row.contains(document.elementFromPoint(left + 60, top + height / 2))
  })
}

test('the spans that name a missing parent stand together under its row', async ({ start, dataFolder }) => {
  const explorer = await openLost(start, dataFolder, 100)
  const { page, waterfall } = explorer
  const [beef = ''] = LOST_PARENTS
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  const missing = waterfall.locator(`[role=row][data-missing-parent="${beef}"]`)
  const placeOf = async (spanId: string) => Number(await explorer.span(spanId).getAttribute('aria-rowindex'))
  await rows(LOST_SPANS + 2)
  await expect(page.getByText(`All ${LOST_SPANS} spans shown`)).toBeVisible()
  await expect(missing).toContainText('Missing parent beef00000000…')
  await expect(missing).toContainText('2 spans name it, from 100 ms to 700 ms')
  await expect(missing).toHaveAttribute('aria-level', '1')
  await expect(explorer.span(lostSpanId(100))).toHaveAttribute('aria-level', '2')
  expect(await placeOf(lostSpanId(102))).toBe((await placeOf(lostSpanId(100))) + 1)

  await explorer.press('ArrowUp')
  await expect(missing).toHaveAttribute('aria-selected', 'true')
  expect(await waterfall.getAttribute('aria-activedescendant')).toBe(await missing.getAttribute('id'))
  await explorer.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Span details' })
  await expect(panel).toContainText(beef)
  await expect(panel).toContainText('2 spans of this trace name it')
  await explorer.press('ArrowLeft')
  await rows(DEEP_SPANS + 4)
  await expect(missing).toHaveAttribute('aria-expanded', 'false')
  await expect(missing).toHaveAttribute('aria-selected', 'true')
  await page.reload()
  await explorer.idle()
  await rows(DEEP_SPANS + 4)
  await expect(missing).toHaveAttribute('aria-selected', 'true')
  await explorer.press('ArrowRight', 'ArrowRight')
  await expect(explorer.span(lostSpanId(100))).toHaveAttribute('aria-selected', 'true')
  await expect(panel).toContainText('lost read')
  await missing.locator('[data-fold]').click()
  await rows(DEEP_SPANS + 4)
  await expect(missing).toHaveAttribute('aria-selected', 'true')

  // The address has followed by then, and does not so behind the next one.
  await explorer.idle()
  await explorer.go(`#/trace/${LOST_TRACE_ID}?span=${lostSpanId(110)}`)
  await expect(explorer.span(lostSpanId(110))).toHaveAttribute('aria-selected', 'true')
  await explorer.press('Escape')
  const box = await missing.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 600, (box?.y ?? 0) + 13)
  await expect(page.getByText('The parent is not in this archive').last()).toBeVisible()
  await missing.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy the missing id' }).click()
  await expect(page.getByRole('status').filter({ hasText: `Copied ${beef}` })).toBeVisible()
})

test('a row has a menu, by right click and by key', async ({ start, dataFolder }) => {
  const explorer = await openLost(start, dataFolder, 3)
  const { page, waterfall } = explorer
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  const menu = page.getByRole('menu', { name: 'What to do with the row' })
  const rightClick = async (span: number) => {
    await explorer.span(lostSpanId(span)).click({ button: 'right' })
    await explorer.idle()
  }
  const choose = async (name: string) => {
    await menu.getByRole('menuitem', { name }).click()
    await explorer.idle()
    await expect(menu).toHaveCount(0)
  }
  await explorer.press('Shift+F10')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await explorer.press('Escape')
  await expect(waterfall).toBeFocused()
  await explorer.press('Shift+F10')
  await explorer.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText('step 3')

  await rightClick(5)
  await expect(explorer.span(lostSpanId(5))).toHaveAttribute('aria-selected', 'true')
  await choose('Only this span and what is below it')
  await rows(DEEP_SPANS - 4)
  await explorer.press('Shift+F10')
  await choose('The whole trace')
  await rows(LOST_SPANS + 2)
  await explorer.press('Shift+F10')
  await choose('Collapse everything below')
  await rows(LOST_SPANS + 2 - (DEEP_SPANS - 5))
  await rightClick(100)
  await choose('Zoom to the span')
  await expect(explorer.button('Fit the whole trace')).toBeEnabled()

  await rightClick(5)
  await choose('Filter by its operation')
  const parameters = () => new URLSearchParams(page.url().split('?')[1])
  expect([parameters().get('services'), parameters().get('query')]).toEqual(['shop', '{ name = "step 5" }'])
  await expect(explorer.span(lostSpanId(5))).toContainText('matches')
  await page.goBack()
  await explorer.idle()
  await explorer.press('Shift+F10')
  await choose('Filter by its service')
  expect([parameters().get('services'), parameters().get('query')]).toEqual(['shop', null])
  await explorer.press('Shift+F10')
  await choose('Copy link to the span')
  await expect(page.getByRole('status').filter({ hasText: `#/trace/${LOST_TRACE_ID}` })).toBeVisible()

  await explorer.button('What to do with the span').click()
  await page.getByRole('menuitem', { name: 'Expand everything below' }).click()
  await rows(LOST_SPANS + 2)
  await rightClick(4)
  await choose('Find spans like this')
  expect(page.url()).toContain('#/traces?')
  expect(parameters().get('query')).toContain('name = "step 4"')
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row')).toHaveCount(2)
})
