import { join } from 'node:path'
import { projectFolder } from '../../support/runtimes'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The trace with the most errors. */
const FAILING = `SELECT trace_id FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1`

async function openFailing(sample: ExplorerPage, archive: string, parameters = ''): Promise<string> {
  const [trace] = await answerOf<{ trace_id: string }>(archive, FAILING)
  const traceId = trace?.trace_id ?? ''
  await sample.go(`#/trace/${traceId}?view=path${parameters}`)
  return traceId
}

function parts({ page }: ExplorerPage) {
  return {
    stretches: page.getByRole('grid', { name: 'Critical path' }),
    shares: page.getByRole('grid', { name: /^Shares of/ }),
    whatIf: page.getByRole('region', { name: 'What if' }),
  }
}

test('shares are those of the archive, by operation and by service, and add up', async ({ sample, sampleArchive }) => {
  const traceId = await openFailing(sample, sampleArchive)
  const { shares } = parts(sample)
  const byService = await answerOf<{ service_name: string; spans: number; share: number }>(
    sampleArchive,
    `SELECT service_name, count(*) AS spans, sum(critical_path_ns) / max(root.duration_ns) * 100 AS share
    FROM spans, (SELECT max(duration_ns) AS duration_ns FROM spans WHERE trace_id = '${traceId}' AND depth = 0) root
    WHERE trace_id = '${traceId}' AND critical_path_ns > 0 GROUP BY ALL ORDER BY share DESC`,
  )
  await sample.page.getByRole('radio', { name: 'Share of each service' }).click()
  await sample.idle()
  const rows = shares.locator('[data-share]')
  await expect(rows).toHaveCount(byService.length)
  const percents = await rows.locator('.percent').allInnerTexts()
  expect(percents).toEqual(byService.map(({ share }) => `${share.toFixed(1)} %`))
  expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(byService.map(({ service_name }) => service_name))
  expect(percents.reduce((sum, text) => sum + Number.parseFloat(text), 0)).toBeCloseTo(100, 0)

  await shares.getByRole('button', { name: 'Name' }).click()
  await expect(shares.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  const names = await rows.getByRole('rowheader').allInnerTexts()
  expect(names).toEqual(byService.map(({ service_name }) => service_name).sort())
})

test('the stretches follow one another, and their span is the selection of every view', async ({
  sample,
  sampleArchive,
}) => {
  await openFailing(sample, sampleArchive)
  const { page } = sample
  const { stretches } = parts(sample)
  await expect(stretches).toBeFocused()
  const times = async (column: number) =>
    stretches
      .locator(`[data-stretch] > :nth-child(${column})`)
      .evaluateAll((cells) => cells.map(({ textContent }) => textContent))
  const [from, to] = [await times(3), await times(4)]
  expect(from.length).toBeGreaterThan(5)
  expect(from.slice(1)).toEqual(to.slice(0, -1))

  await sample.press('ArrowDown', 'ArrowDown')
  const active = stretches.locator('[data-stretch="2"]')
  await expect(active).toHaveAttribute('aria-selected', 'true')
  const spanId = await active.getAttribute('data-span-id')
  await sample.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText('Critical path')
  await stretches.locator('[data-stretch="4"]').click()
  await expect(stretches.locator('[data-stretch="4"]')).toHaveAttribute('aria-selected', 'true')
  await stretches.focus()
  await sample.press('ArrowUp', 'ArrowUp')
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await sample.idle()
  await expect(sample.waterfall.getByRole('row', { selected: true })).toHaveAttribute('data-span-id', spanId ?? '')
  await sample.press('e')
  const failed = await sample.waterfall.getByRole('row', { selected: true }).getAttribute('data-span-id')
  await page.getByRole('tab', { name: 'Critical path' }).click()
  await sample.idle()
  await expect(stretches.getByRole('row', { selected: true }).first()).toHaveAttribute('data-span-id', failed ?? '')
})

test('what does not match is hidden from the stretches', async ({ sample, sampleArchive }) => {
  const query = encodeURIComponent('{ resource.service.name = "payment" }')
  await openFailing(sample, sampleArchive, `&query=${query}`)
  const { stretches } = parts(sample)
  const all = Number(await stretches.getAttribute('aria-rowcount'))
  await sample.page
    .getByRole('region', { name: 'Spans that match the query' })
    .getByRole('button', { name: /^Hide/ })
    .click()
  await sample.idle()
  expect(Number(await stretches.getAttribute('aria-rowcount'))).toBeLessThan(all)
  for (const text of await stretches.getByRole('rowheader').allInnerTexts()) expect(text).toContain('payment:')
})

test('what if: by mouse and by key, and the address keeps it', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive)
  const { page } = sample
  const { shares, whatIf } = parts(sample)
  const outcome = whatIf.getByRole('status')
  const slider = whatIf.getByRole('slider', { name: 'Time that is left' })
  const first = (await shares.getByRole('rowheader').first().innerText()).trim()
  await expect(whatIf.getByRole('combobox', { name: 'Operation' })).toHaveValue(first)
  await expect(outcome).toContainText('−')
  const saved = async () => Number(/−([\d.]+) %/.exec(await outcome.innerText())?.[1] ?? 0)
  const half = await saved()
  await whatIf.getByRole('button', { name: 'Gone' }).click()
  await sample.idle()
  expect(await saved()).toBeGreaterThan(half)
  await slider.focus()
  await sample.press('End')
  await expect(outcome).toContainText('No change: all of the time is left.')
  await sample.press('Home', 'ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', '1 % of its time')

  await shares.focus()
  await sample.press('ArrowDown', 'Enter')
  const second = (await shares.getByRole('rowheader').nth(1).innerText()).trim()
  await expect(whatIf.getByRole('combobox', { name: 'Operation' })).toHaveValue(second)
  await page.reload()
  await sample.idle()
  await expect(whatIf.getByRole('combobox', { name: 'Operation' })).toHaveValue(second)
  await expect(slider).toHaveAttribute('aria-valuetext', '1 % of its time')

  await whatIf.getByRole('radio', { name: 'All spans of a service' }).click()
  await sample.idle()
  await expect(whatIf.getByRole('combobox', { name: 'Service' })).not.toHaveValue('')
  await whatIf.getByRole('radio', { name: 'The selected span' }).click()
  await sample.idle()
  await expect(whatIf).toContainText('Select a span below this root to ask about it.')
  await parts(sample).stretches.focus()
  await sample.press('Home')
  await whatIf.getByRole('button', { name: 'Gone' }).click()
  await whatIf.getByRole('checkbox', { name: /everything below it/ }).check()
  await sample.idle()
  await expect(outcome).toContainText('−100.0 %')
  await whatIf.getByRole('button', { name: 'Show spans' }).click()
  await sample.idle()
  await expect(page.getByRole('tab', { name: 'Timeline' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('region', { name: 'Spans that match the query' })).toBeVisible()
})

test('beside the details, in a small window, no moment is cut off', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive)
  const { stretches, whatIf } = parts(sample)
  await sample.page.setViewportSize({ width: 1000, height: 800 })
  await stretches.focus()
  await sample.press('Home', 'Enter')
  await expect(sample.page.getByRole('complementary', { name: 'Span details' })).toBeVisible()
  const cut = (cells: Element[]) =>
    cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent)
  expect(await stretches.getByRole('gridcell').evaluateAll(cut)).toEqual([])
  expect(await stretches.getByRole('columnheader').evaluateAll(cut)).toEqual([])
  for (const column of ['From', 'To']) {
    await expect(stretches.getByRole('columnheader', { name: column, exact: true })).toBeInViewport({ ratio: 1 })
  }
  await expect(whatIf.getByText('How this is reckoned')).toBeInViewport({ ratio: 1 })
  await expect(whatIf.getByRole('button', { name: 'Show spans' })).toBeInViewport({ ratio: 1 })
})

test('of several roots each has a path of its own, and one that never ended has none', async ({ start }) => {
  const explorer = await start({ paths: [join(projectFolder, 'test/fixtures/app/brokenTrace.otlp.json')] })
  await expect(explorer.waterfall).toBeVisible()
  await explorer.page.getByRole('tab', { name: 'Critical path' }).click()
  await explorer.idle()
  const root = explorer.page.getByRole('combobox', { name: 'Root' })
  const words = explorer.page.getByRole('group', { name: 'Critical path tools' }).getByRole('status')
  await expect(explorer.page.getByText('4 roots, each with its own path')).toBeVisible()
  await expect(root).toHaveValue(/: GET \/ ·/)
  await expect(words).toContainText('100 ms')
  await root.click()
  await explorer.page.getByRole('option', { name: /: cron ·/ }).click()
  await explorer.idle()
  await expect(words).toHaveText('1 stretch of 1 span, 30.0 ms')
  await explorer.go(`${explorer.page.url().replace(/^[^#]*/, '')}&root=e000000000000008`)
  await expect(explorer.page.getByText('There is no critical path')).toBeVisible()
})
