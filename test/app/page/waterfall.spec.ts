import { join } from 'node:path'
import { FAILED_ROUND, LOOP_ROUNDS, LOOP_TRACE_ID, loopSpanId, writeLoopTrace } from '../../support/writeLoopTrace'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const SPANS = LOOP_ROUNDS * 2 + 3

async function openLoop(
  start: (options: { paths: string[] }) => Promise<ExplorerPage>,
  folder: string,
  parameters = '',
): Promise<ExplorerPage> {
  const path = join(folder, 'loop.otlp.json')
  await writeLoopTrace(path)
  const explorer = await start({ paths: [path] })
  await explorer.idle()
  await explorer.go(`#/trace/${LOOP_TRACE_ID}${parameters}`)
  await expect(explorer.waterfall).toBeVisible()
  return explorer
}

test('what repeats folds into one row that says what is in it, and unfolds by key and by mouse', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  const fold = waterfall.getByRole('row').filter({ hasText: 'GET price' })
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  await rows(4)
  await expect(page.getByText(`4 of ${SPANS} spans shown, 1 fold`)).toBeVisible()
  await expect(fold).toContainText('×120')
  await expect(fold).toContainText('N+1')
  await expect(fold).toContainText('120 spans folded into one row, 120 below, total 480 ms, p50 4.00 ms')
  await expect(fold).toContainText('1 error inside')
  await expect(fold).toHaveAttribute('aria-expanded', 'false')

  await fold.getByText('×120').click()
  await rows(SPANS)
  await waterfall.getByRole('row').filter({ hasText: '×120' }).getByText('×120').click()
  await rows(4)
  await fold.click()
  await rows(4)
  await explorer.press('ArrowRight')
  await rows(SPANS)
  await explorer.press('u')
  await rows(4)
  await expect(fold).toHaveAttribute('aria-selected', 'true')
  await explorer.press('Space')
  await rows(SPANS)

  await explorer.press('r')
  await rows(SPANS)
  await explorer.press('r')
  await rows(4)
  await explorer.button('Fold what repeats').click()
  await rows(SPANS)
  await expect(explorer.button('Fold what repeats')).toHaveAttribute('aria-pressed', 'false')
})

test('an error within a fold is one key away, and so is a span that the address names', async ({
  start,
  dataFolder,
}) => {
  const failed = loopSpanId(2 + FAILED_ROUND * 2)
  const explorer = await openLoop(start, dataFolder)
  await explorer.press('e')
  await expect(explorer.span(failed)).toHaveAttribute('aria-selected', 'true')
  await expect(explorer.waterfall).toHaveAttribute('aria-rowcount', String(SPANS))
  await explorer.press('r', 'r')
  await expect(explorer.waterfall).toHaveAttribute('aria-rowcount', '4')
  await expect(explorer.waterfall.getByRole('row', { selected: true })).toContainText('GET price')

  const named = loopSpanId(51)
  await explorer.go(`#/trace/${LOOP_TRACE_ID}?span=${named}`)
  await expect(explorer.span(named)).toHaveAttribute('aria-selected', 'true')
  await expect(explorer.span(named)).toBeInViewport()
})

test('the trace is filtered by a query and by services, and all else is hidden on request', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  const strip = page.getByRole('region', { name: 'Spans that match the query' })
  const field = page.getByRole('searchbox', { name: 'Filter the spans of this trace' })
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  await explorer.press('r', '/')
  await expect(field).toBeFocused()
  await page.keyboard.insertText('{ status = error }')
  await explorer.press('Enter')
  await expect(strip).toContainText(`1 of ${SPANS} spans matches { status = error }`)
  await expect(waterfall).toBeFocused()
  expect(page.url()).toContain('query=')

  await explorer.press('o')
  await rows(3)
  await expect(explorer.span(loopSpanId(2 + FAILED_ROUND * 2))).toContainText('matches')
  expect(page.url()).toContain('others=hidden')
  await page.reload()
  await explorer.idle()
  await rows(3)
  await explorer.button('Hide what does not match').click()
  await rows(SPANS)
  await expect(explorer.span(loopSpanId(2 + FAILED_ROUND * 2))).toHaveAttribute('aria-selected', 'true')

  await explorer.button('Edit the query').click()
  await page.keyboard.insertText('nothing like this')
  await explorer.press('Escape')
  await expect(strip).toContainText('{ status = error }')
  await explorer.button('Remove the query').click()
  await expect(strip).toHaveCount(0)

  const services = page.getByRole('group', { name: 'Services of this trace' })
  await services.getByRole('button', { name: /^bank/ }).click()
  await expect(strip).toContainText(`1 of ${SPANS} spans matches in bank`)
  await services.getByRole('button', { name: /^mail/ }).click({ modifiers: ['Shift'] })
  await expect(strip).toContainText(`2 of ${SPANS} spans match in bank, mail`)
  await explorer.press('o', 'n')
  await rows(3)
  await expect(waterfall.getByRole('row', { selected: true })).toContainText('charge')
  expect(page.url()).toContain('services=bank%2Cmail')
  await services.getByRole('button', { name: /^mail/ }).click()
  await rows(2)
  await services.getByRole('button', { name: /^mail/ }).click()
  await expect(strip).toHaveCount(0)
  await rows(SPANS)
})

test('hours of nothing are squeezed to a marked break, and shown in full with one key', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLoop(start, dataFolder)
  const { page } = explorer
  const charge = explorer.span(loopSpanId(1 + LOOP_ROUNDS * 2))
  const widthOf = async () => Number(await charge.getAttribute('data-width'))
  await expect(page.getByText('1 gap squeezed')).toBeVisible()
  await expect(page.getByTitle(/^Nothing happens from 700 ms to 2 h:/)).toBeVisible()
  expect(await widthOf()).toBeGreaterThan(5)
  await explorer.press('i')
  await expect(page.getByText('1 gap squeezed')).toHaveCount(0)
  expect(await widthOf()).toBeLessThan(1)
  await page.reload()
  await explorer.idle()
  await expect(explorer.button('Squeeze idle gaps')).toHaveAttribute('aria-pressed', 'false')
  expect(await widthOf()).toBeLessThan(1)
  await explorer.button('Squeeze idle gaps').click()
  expect(await widthOf()).toBeGreaterThan(5)

  await explorer.press('w', 'w')
  const zoomed = await widthOf()
  expect(zoomed).toBeGreaterThan(10)
  await explorer.press('s', 's', 'a', 'd', 'f')
  expect(await widthOf()).toBeLessThan(zoomed)
})

test('a branch is shown alone, by key and button, and Back leads out of it', async ({ start, dataFolder }) => {
  const explorer = await openLoop(start, dataFolder, `?span=${loopSpanId(51)}`)
  const { page, waterfall } = explorer
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  await explorer.press('z')
  await rows(2)
  await expect(waterfall.getByRole('row').first()).toHaveAttribute('aria-level', '1')
  await expect(waterfall.getByRole('row').first()).toHaveAttribute('data-span-id', loopSpanId(51))
  const branch = page.getByRole('navigation', { name: 'The branch that is shown' })
  await expect(branch).toContainText('GET price')
  await expect(branch).toContainText('2 spans')
  expect(page.url()).toContain(`root=${loopSpanId(51)}`)
  await page.reload()
  await explorer.idle()
  await rows(2)
  await explorer.press('Z')
  await rows(SPANS)
  await expect(branch).toHaveCount(0)
  await page.goBack()
  await explorer.idle()
  await rows(2)
  await branch.getByRole('button', { name: 'list orders' }).click()
  await explorer.idle()
  await rows(SPANS)
  await branch.getByRole('button', { name: 'Whole trace', exact: true }).click()
  await expect(branch).toHaveCount(0)
  await explorer.press('End')
  await explorer.button('Only the selected span and what is below it').click()
  await rows(1)
  await explorer.press('e')
  await expect(waterfall.getByRole('row', { selected: true })).toContainText('status error')
  await expect(branch).toHaveCount(0)
})
