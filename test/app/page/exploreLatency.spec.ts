import { graveBarsIn } from '../accessibility'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The heatmap, and what is said of the cell or the area at its cursor. */
function heatmapOf({ page }: ExplorerPage) {
  return { heatmap: page.getByRole('application'), bar: page.getByRole('region', { name: 'Chosen area' }) }
}

/** The address's parameters. */
function parametersOf({ page }: ExplorerPage): Promise<Record<string, string>> {
  return page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.split('?')[1])))
}

/** Payments by their duration and start, among which the slow ones lie apart. */
const PAYMENTS = encodeURIComponent('{ name = "shop.PaymentService/Charge" && resource.service.name = "payment" }')

test('an area is chosen by dragging, counted, narrowed to and listed', async ({ sample }) => {
  const { page } = sample
  await sample.go(`#/explore?query=${PAYMENTS}`)
  const { heatmap, bar } = heatmapOf(sample)
  const box = await heatmap.boundingBox()
  if (!box) throw new Error('there is no heatmap')
  // The upper part: those that take longer than a second.
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height * 0.25, { steps: 5 })
  await page.mouse.up()
  await expect(bar).toContainText(/^\d+ spans \(\d\.\d %\)/)
  const count = Number(/^(\d+) spans/.exec((await bar.innerText()).trim())?.[1])
  expect(count).toBeGreaterThan(20)
  await sample.button('Narrow to it').click()
  await sample.idle()
  await expect(page.getByText(`${count} spans`, { exact: true })).toBeVisible()
  const { query, brush } = await parametersOf(sample)
  expect([query, brush]).toEqual([
    expect.stringMatching(/"payment" && duration >= [\d.]+m?s && duration < [\d.]+s }$/),
    undefined,
  ])
  await page.goBack()
  await sample.idle()
  await expect(bar).toContainText(`${count} spans`)
  await sample.button('List its spans').click()
  await sample.idle()
  await expect(page.getByRole('grid', { name: 'Spans' })).toHaveAttribute('aria-rowcount', String(count + 1))
})

test('an area is chosen by keys, compared and cleared', async ({ sample }) => {
  await sample.go('#/explore')
  const { heatmap, bar } = heatmapOf(sample)
  const said = heatmap.page().locator('[role=status]', { hasText: ' – ' }).last()
  await heatmap.focus()
  await sample.press('ArrowRight')
  const first = await said.innerText()
  expect(first).toMatch(/^\d\d:\d\d:\d\d – .*ms [\d,]+ spans/)
  await sample.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowUp')
  const counts = [first, await said.innerText()].map((text) =>
    Number(/([\d,]+) spans/.exec(text)?.[1]?.replaceAll(',', '')),
  )
  expect(counts[1]).toBeGreaterThan(counts[0] ?? Infinity)
  await sample.press('Enter')
  await expect(bar).toContainText(`${counts[1]?.toLocaleString('en-US')} spans`)
  const { brush } = await parametersOf(sample)
  await sample.button('Why is it different?').click()
  await sample.idle()
  expect(await sample.page.evaluate(() => location.hash)).toContain('#/explore/why?')
  expect((await parametersOf(sample)).brush).toBe(brush)
  await sample.page.goBack()
  await sample.idle()
  await heatmap.focus()
  await sample.press('Escape')
  await expect(bar).toContainText('Drag to choose an area')
  expect((await parametersOf(sample)).brush).toBeUndefined()
})

test('rates are stacked by a field; all is a table too', async ({ sample }) => {
  const { page } = sample
  await sample.go('#/explore')
  await page.getByRole('combobox', { name: 'Stack by' }).fill('service.name')
  await page.getByRole('option', { name: /^resource\.service\.name \d/ }).click()
  await sample.idle()
  await expect(page.getByRole('list', { name: 'Values over time' })).toContainText(/catalog\s*[\d.]+K/)
  await page.getByRole('button', { name: 'catalog', exact: true }).click()
  await sample.idle()
  expect((await parametersOf(sample)).query).toBe('{ resource.service.name = "catalog" }')
  await page.goBack()
  await sample.idle()
  await page.getByRole('radio', { name: 'p50, p95 and p99' }).click()
  await sample.idle()
  await expect(page.getByRole('list', { name: 'Values over time' })).toContainText('p99')
  await page.getByRole('radio', { name: 'Traces with a span' }).click()
  await sample.idle()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await page.getByRole('radio', { name: 'The same as a table' }).click()
  const table = page.getByRole('grid', { name: 'By duration' })
  const counts = table.locator('[role=gridcell]:nth-child(2)')
  await table.getByRole('button', { name: 'Traces' }).click()
  const shown = (await counts.allInnerTexts()).map(Number)
  expect(shown).toEqual(shown.toSorted((one, other) => other - one))
  await table.focus()
  await sample.press('Home', 'Enter')
  await expect(heatmapOf(sample).bar).toContainText(`${shown[0]} traces`)
  await page.getByRole('radio', { name: 'Over time' }).click()
  await expect(page.getByRole('columnheader', { name: 'p95' })).toBeVisible()
  // A trace is counted by the service of its first span.
  await expect(page.getByRole('columnheader', { name: 'frontend' })).toBeAttached()
  await page.getByRole('radio', { name: 'By time and duration' }).click()
  await expect(page.getByRole('grid', { name: 'By time and duration' })).toBeVisible()
})

test('a query that matches nothing, is wrong, or is one of words is told', async ({ sample }) => {
  const { page } = sample
  await sample.go(`#/explore?query=${encodeURIComponent('{ name = "nobody" }')}`)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await sample.go(`#/explore?query=${encodeURIComponent('{ name = ')}`)
  await expect(page.getByRole('alert').first()).toBeVisible()
  await sample.go('#/explore?query=payment&brush=..,1000..2000000')
  await expect(sample.button('Narrow to it')).toBeDisabled()
  await expect(sample.button('Why is it different?')).toBeEnabled()
})

for (const [name, address] of Object.entries({
  charts: '#/explore?by=name&brush=..,1000000..2000000',
  'the table': '#/explore?over=traces&table=cells',
})) {
  test(`nothing bars anybody from ${name} of latency, in light or dark`, async ({ sample }) => {
    await sample.go(address)
    expect(await graveBarsIn(sample)).toEqual([])
  })
}
