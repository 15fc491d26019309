import { join } from 'node:path'
import { LOOP_ROUNDS, LOOP_TRACE_ID, loopSpanId, writeLoopTrace } from '../../support/writeLoopTrace'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const SPANS = LOOP_ROUNDS * 2 + 3
/** The span `charge`, which runs from 620 to 690 ms. */
const CHARGE = loopSpanId(1 + LOOP_ROUNDS * 2)

async function openLoop(
  start: (options: { paths: string[] }) => Promise<ExplorerPage>,
  folder: string,
): Promise<ExplorerPage> {
  const path = join(folder, 'loop.otlp.json')
  await writeLoopTrace(path)
  const explorer = await start({ paths: [path] })
  await explorer.idle()
  await explorer.page.getByText('UTC', { exact: true }).click()
  await explorer.idle()
  await explorer.waterfall.focus()
  return explorer
}

function parameter({ page }: ExplorerPage, name: string): string | null {
  return new URLSearchParams(page.url().split('?')[1]).get(name)
}

test('times count from the trace, are clock times, or count from the selected span', async ({ start, dataFolder }) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  const mode = (name: string) => explorer.button(name)
  const ticks = () => page.getByTitle(/^Drag to zoom into a stretch/).innerText()
  await expect(mode('Since trace start')).toBeVisible()
  expect(await ticks()).toContain('200 ms')

  await explorer.press('m')
  await expect(mode('2025-01-01 UTC')).toBeVisible()
  expect(await ticks()).toContain('00:00:00.200')
  await expect(explorer.span(CHARGE)).toContainText('starts at 00:00:00.620')
  await explorer.span(CHARGE).getByRole('gridcell').last().hover()
  await expect(page.locator('.tooltip')).toContainText(/Starts at\s*00:00:00\.620/)

  await explorer.press('m')
  await expect(mode('Select a span to count from')).toBeVisible()
  await explorer.span(CHARGE).click()
  await explorer.idle()
  await expect(mode('Since selected span')).toBeVisible()
  expect(await ticks()).toContain('−400 ms')
  await expect(waterfall.getByRole('row').first()).toContainText('starts 620 ms before the selected span')

  await page.reload()
  await explorer.idle()
  await expect(mode('Since selected span')).toBeVisible()
  await mode('Since selected span').click()
  await expect(page.getByRole('menuitemradio', { name: 'Since the selected span began' })).toHaveAttribute(
    'aria-checked',
    'true',
  )
  await page.getByRole('menuitemradio', { name: 'Since the trace began' }).click()
  await expect(waterfall.getByRole('row').first()).toContainText('starts at 0 ns')
})

test('a bookmark reopens the time and the rows that were in view, and Back leaves the trace at once', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  const rows = (count: number) => expect(waterfall).toHaveAttribute('aria-rowcount', String(count))
  const place = () => explorer.span(CHARGE).evaluate((row) => [row.dataset['left'], row.dataset['width']])
  await rows(4)
  expect(parameter(explorer, 'zoom')).toBeNull()
  expect(parameter(explorer, 'folds')).toBeNull()

  await waterfall.getByText('×120').click()
  await rows(SPANS)
  await explorer.press('[')
  await rows(SPANS - LOOP_ROUNDS)
  await explorer.span(loopSpanId(1)).locator('[data-fold]').click()
  await explorer.idle()
  await rows(SPANS - LOOP_ROUNDS + 1)
  expect(parameter(explorer, 'folds')).toBe(loopSpanId(1))
  expect(parameter(explorer, 'collapsed')).toBe(`*1 ${loopSpanId(1)}`)

  await explorer.press('End', 'ArrowUp', 'F')
  const [from = NaN, to = NaN] = (parameter(explorer, 'zoom') ?? '').split('..').map(Number)
  expect(from).toBeGreaterThan(600e6)
  expect(from).toBeLessThan(620e6)
  expect(to).toBeGreaterThan(690e6)
  expect(to).toBeLessThan(710e6)
  const bookmark = page.url()
  const before = await place()

  await page.reload()
  await explorer.idle()
  await rows(SPANS - LOOP_ROUNDS + 1)
  await expect(explorer.span(CHARGE)).toHaveAttribute('aria-selected', 'true')
  expect(await place()).toEqual(before)
  expect(page.url()).toBe(bookmark)

  await explorer.press('i')
  expect(page.url()).toBe(bookmark)
  await explorer.press('i', 'f')
  expect(parameter(explorer, 'zoom')).toBeNull()
  await explorer.press('}')
  await rows(SPANS)
  expect(parameter(explorer, 'collapsed')).toBeNull()
  await page.goBack()
  await explorer.idle()
  await expect(explorer.traces).toBeVisible()

  await explorer.go(`#/trace/${LOOP_TRACE_ID}?zoom=9..x&collapsed=*no+nothing&folds=*maybe&root=nowhere`)
  await expect(waterfall).toBeVisible()
  await expect(explorer.button('Fit the whole trace')).toBeDisabled()
  await rows(4)
  expect(page.url()).not.toContain('zoom')
  expect(page.url()).not.toContain('nowhere')
  await page.goBack()
  await explorer.idle()
  await expect(explorer.traces).toBeVisible()
})

test('the time of a branch comes back with it, step by step', async ({ start, dataFolder }) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  await explorer.press('+', '+')
  const zoom = parameter(explorer, 'zoom')
  expect(zoom).not.toBeNull()
  await explorer.span(CHARGE).click()
  await explorer.idle()
  await explorer.press('z')
  await expect(waterfall).toHaveAttribute('aria-rowcount', '1')
  const branch = parameter(explorer, 'zoom')
  expect(branch).not.toBe(zoom)
  await page.goBack()
  await explorer.idle()
  await expect(waterfall).toHaveAttribute('aria-rowcount', '4')
  expect(parameter(explorer, 'zoom')).toBe(zoom)
  await expect(explorer.button('Fit the whole trace')).toBeEnabled()
  await page.goForward()
  await explorer.idle()
  await expect(waterfall).toHaveAttribute('aria-rowcount', '1')
  expect(parameter(explorer, 'zoom')).toBe(branch)
})

test('the panel says that a folded row stands for others, and goes from one to the next', async ({
  start,
  dataFolder,
}) => {
  const explorer = await openLoop(start, dataFolder)
  const { page, waterfall } = explorer
  const alike = page.getByRole('complementary', { name: 'Span details' }).getByRole('group', { name: 'Spans alike' })
  await waterfall.getByRole('row').filter({ hasText: 'GET price' }).click()
  await explorer.idle()
  await expect(alike).toContainText(`The first of ${LOOP_ROUNDS} alike, folded into one row`)
  await expect(alike.getByRole('button', { name: 'Previous span alike' })).toBeDisabled()
  await alike.getByRole('button', { name: 'Unfold, and go to the next span alike' }).click()
  await explorer.idle()
  await expect(alike).toContainText(`2 of ${LOOP_ROUNDS} alike`)
  await expect(explorer.span(loopSpanId(3))).toHaveAttribute('aria-selected', 'true')
  await explorer.press('y', 'y', 'Y')
  await expect(explorer.span(loopSpanId(5))).toHaveAttribute('aria-selected', 'true')
  await expect(alike).toContainText(`3 of ${LOOP_ROUNDS} alike`)
  await waterfall.focus()
  await explorer.press('End')
  await expect(alike).toHaveCount(0)
})
