import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The trace with the most errors. */
const FAILING = `SELECT trace_id, span_count FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1`

async function openFailing(sample: ExplorerPage, archive: string, view: string): Promise<string> {
  const [trace] = await answerOf<{ trace_id: string }>(archive, FAILING)
  const traceId = trace?.trace_id ?? ''
  await sample.go(`#/trace/${traceId}?view=${view}`)
  return traceId
}

function tab({ page }: ExplorerPage, name: string) {
  return page.getByRole('tab', { name })
}

test('tabs and v turn from view to view; the selection stays, and Back returns', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive, '')
  await sample.press('e')
  const spanId = await sample.waterfall.getByRole('row', { selected: true }).getAttribute('data-span-id')
  await sample.press('v')
  await expect(tab(sample, 'Statistics')).toHaveAttribute('aria-selected', 'true')
  await expect(sample.page.getByRole('treegrid', { name: 'Statistics' })).toBeFocused()
  await sample.press('V')
  await expect(tab(sample, 'Timeline')).toHaveAttribute('aria-selected', 'true')
  await expect(sample.waterfall.getByRole('row', { selected: true })).toHaveAttribute('data-span-id', spanId ?? '')
  await tab(sample, 'Timeline').focus()
  await sample.press('ArrowRight')
  await expect(tab(sample, 'Statistics')).toBeFocused()
  await sample.page.goBack()
  await expect(tab(sample, 'Timeline')).toHaveAttribute('aria-selected', 'true')
})

test('statistics count what SQL counts, and Enter shows the spans of a group', async ({ sample, sampleArchive }) => {
  const traceId = await openFailing(sample, sampleArchive, 'statistics')
  const [slowest] = await answerOf<{ service_name: string; spans: number; errors: number; operations: number }>(
    sampleArchive,
    `SELECT service_name, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
      count(DISTINCT name) AS operations
    FROM spans WHERE trace_id = '${traceId}' GROUP BY ALL ORDER BY sum(duration_ns) DESC LIMIT 1`,
  )
  const grid = sample.page.getByRole('treegrid', { name: 'Statistics' })
  const rows = grid.locator('[data-place]')
  await sample.button('Total').click()
  await expect(grid.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending')
  await sample.button('Collapse all groups').click()
  const first = rows.first()
  await expect(first.getByRole('rowheader')).toHaveText(slowest?.service_name ?? '')
  await expect(first.getByRole('gridcell').first()).toHaveText(String(slowest?.spans))

  await grid.focus()
  await sample.press('Home', 'ArrowRight')
  await expect(first).toHaveAttribute('aria-expanded', 'true')
  await expect(grid.locator('[aria-level="2"]')).toHaveCount(slowest?.operations ?? 0)
  await sample.press('ArrowLeft')
  await expect(grid.locator('[aria-level="2"]')).toHaveCount(0)
  await sample.press('Enter')
  await expect(tab(sample, 'Timeline')).toHaveAttribute('aria-selected', 'true')
  const query = `{ resource.service.name = "${slowest?.service_name}" }`
  await expect(sample.page.getByRole('region', { name: 'Spans that match the query' })).toContainText(
    `${slowest?.spans} of`,
  )
  expect(new URLSearchParams(sample.page.url().split('?').at(-1)).get('query')).toBe(query)

  await sample.page.goBack()
  await expect(first.getByRole('rowheader')).toHaveText(slowest?.service_name ?? '')
})

test('statistics group by any attribute, and count the spans that match alone', async ({ sample, sampleArchive }) => {
  const traceId = await openFailing(sample, sampleArchive, 'statistics&then=none')
  const grid = sample.page.getByRole('treegrid', { name: 'Statistics' })
  const by = sample.page.getByRole('combobox', { name: 'Group by' })
  await by.click()
  await by.fill('rpc.system')
  await sample.page.getByRole('option', { name: 'span.rpc.system' }).first().click()
  await sample.idle()
  const found = await answerOf<{ value: string | null; spans: number }>(
    sampleArchive,
    `SELECT attributes['rpc.system'] AS value, count(*) AS spans FROM spans WHERE trace_id = '${traceId}' GROUP BY ALL`,
  )
  await sample.page.goto(sample.page.url().replace(/then=\w+/, 'then=none'))
  await sample.idle()
  for (const { value, spans } of found) {
    const row = grid.locator('[data-place]', { hasText: value ?? '(no span.rpc.system)' })
    await expect(row.getByRole('gridcell').first()).toHaveText(String(spans))
  }
  await sample.go(
    `#/trace/${traceId}?${new URLSearchParams({ view: 'statistics', query: '{ status = error }', then: 'none' })}`,
  )
  const count = () =>
    grid
      .locator('[data-place] [role=gridcell]:nth-child(2)')
      .evaluateAll((cells) => cells.reduce((sum, { textContent }) => sum + Number(textContent), 0))
  const [errors] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(*) AS n FROM spans WHERE trace_id = '${traceId}' AND status = 'error'`,
  )
  const [all] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(*) AS n FROM spans WHERE trace_id = '${traceId}'`,
  )
  expect(await count()).toBe(errors?.n)
  await sample.page.getByRole('checkbox', { name: 'Only spans that match' }).uncheck()
  await sample.idle()
  expect(await count()).toBe(all?.n)
})

test('a flame graph is gone through by keys, merged, turned to callers and callees, and leads to its spans', async ({
  sample,
  sampleArchive,
}) => {
  const traceId = await openFailing(sample, sampleArchive, 'flame')
  const { page } = sample
  const graph = page.getByRole('application', { name: 'Flame graph' })
  await expect(graph).toBeFocused()
  const words = page.getByRole('group', { name: 'Flame graph tools' }).getByRole('status')
  const [root] = await answerOf<{ span_id: string; service_name: string; name: string }>(
    sampleArchive,
    `SELECT span_id, service_name, name FROM spans WHERE trace_id = '${traceId}' AND depth = 0`,
  )
  const label = `${root?.service_name}: ${root?.name}`
  await expect(words).toContainText(label)
  await sample.press('ArrowDown')
  await expect(words).not.toContainText(label)
  await sample.press('ArrowUp')
  await expect(words).toContainText(label)
  await sample.press('ArrowDown', 'Enter')
  await expect(sample.button('Fit the whole graph')).toBeEnabled()
  await sample.press('Escape')
  await expect(sample.button('Fit the whole graph')).toBeDisabled()

  await page.getByRole('radio', { name: /^Left-heavy/ }).click()
  await sample.idle()
  await graph.click({ position: { x: 20, y: 10 } })
  await sample.idle()
  await expect(words).toContainText(`${label}, `)
  await expect(words).toContainText('1 span')

  await graph.focus()
  await sample.press('ArrowDown', 'o')
  await expect(page.getByRole('radio', { name: /^Sandwich/ })).toBeChecked()
  const operation = await page.getByRole('combobox', { name: 'Operation' }).inputValue()
  await expect(words).toContainText(operation)
  await graph.focus()
  await sample.press('ArrowUp')
  await expect(words).toContainText(label)

  await sample.press('s')
  await expect(tab(sample, 'Timeline')).toHaveAttribute('aria-selected', 'true')
  await expect(sample.waterfall.getByRole('row', { selected: true })).toHaveAttribute(
    'data-span-id',
    root?.span_id ?? '',
  )
})

test('another kind of graph fills the width, also when the query changes with it', async ({
  sample,
  sampleArchive,
}) => {
  const traceId = await openFailing(sample, sampleArchive, 'flame')
  const query = '{ status = error }'
  await sample.go(`#/trace/${traceId}?${new URLSearchParams({ view: 'flame', flame: 'heavy', query })}`)
  const graph = sample.page.getByRole('application', { name: 'Flame graph' })
  const words = sample.page.getByRole('group', { name: 'Flame graph tools' }).getByRole('status')
  const { width = 0 } = (await graph.boundingBox()) ?? {}
  await graph.click({ position: { x: width - 20, y: 10 } })
  await sample.idle()
  await expect(words).toContainText('POST /checkout')
})

test('by time the flame graph and the timeline have one selection', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive, 'flame')
  const words = sample.page.getByRole('group', { name: 'Flame graph tools' }).getByRole('status')
  await sample.press('e')
  await expect(words).toContainText('failed')
  await sample.page.getByRole('tab', { name: 'Timeline' }).click()
  await sample.idle()
  await expect(sample.waterfall.getByRole('row', { selected: true })).toContainText('status error')
})
