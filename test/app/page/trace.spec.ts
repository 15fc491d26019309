import { join } from 'node:path'
import { projectFolder } from '../../support/runtimes'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The trace with the most errors. */
const FAILING = `SELECT trace_id, span_count FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1`

async function openFailing(sample: ExplorerPage, archive: string): Promise<{ traceId: string; spanCount: number }> {
  const [trace] = await answerOf<{ trace_id: string; span_count: number }>(archive, FAILING)
  const traceId = trace?.trace_id ?? ''
  await sample.go(`#/trace/${traceId}`)
  await expect(sample.waterfall).toBeFocused()
  return { traceId, spanCount: trace?.span_count ?? 0 }
}

test('branches collapse and expand by key and by mouse', async ({ sample, sampleArchive }) => {
  const { page, waterfall } = sample
  const { spanCount } = await openFailing(sample, sampleArchive)
  const root = waterfall.getByRole('row').first()
  await expect(waterfall).toHaveAttribute('aria-rowcount', String(spanCount))
  await expect(page.getByText(`All ${spanCount} spans shown`)).toBeVisible()

  await sample.press('Home', 'ArrowLeft')
  await expect(waterfall).toHaveAttribute('aria-rowcount', '1')
  await expect(root).toHaveAttribute('aria-expanded', 'false')
  await expect(root).toContainText(`+${spanCount - 1}`)
  await expect(page.getByText(`1 of ${spanCount} spans shown`)).toBeVisible()
  await sample.press('ArrowRight')
  await expect(waterfall).toHaveAttribute('aria-rowcount', String(spanCount))

  await root.locator('[data-fold]').click()
  await expect(waterfall).toHaveAttribute('aria-rowcount', '1')
  await sample.press('{')
  await sample.button('Expand one level').click()
  const levelOne = Number(await waterfall.getAttribute('aria-rowcount'))
  expect(levelOne).toBeGreaterThan(1)
  expect(levelOne).toBeLessThan(spanCount)
  await sample.press('}')
  await expect(waterfall).toHaveAttribute('aria-rowcount', String(spanCount))
})

test('e goes from error to error, and round again', async ({ sample, sampleArchive }) => {
  const { traceId } = await openFailing(sample, sampleArchive)
  const failed = await answerOf<{ span_id: string }>(
    sampleArchive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' AND status = 'error'`,
  )
  const selected = sample.waterfall.getByRole('row', { selected: true })
  const visited: string[] = []
  for (let step = 0; step <= failed.length; step++) {
    await sample.press('e')
    await expect(selected).toContainText('status error')
    visited.push((await selected.getAttribute('data-span-id')) ?? '')
  }
  expect(visited.slice(0, -1).sort()).toEqual(failed.map(({ span_id }) => span_id).sort())
  expect(visited.at(-1)).toBe(visited[0])
  await sample.press('E')
  await expect(selected).toHaveAttribute('data-span-id', visited[failed.length - 1] ?? '')
})

test('a drag across the map zooms, and the whole trace comes back', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await openFailing(sample, sampleArchive)
  const bars = () =>
    sample.waterfall.locator('[data-span-id]').evaluateAll((rows: HTMLElement[]) =>
      rows.map(({ dataset }) => ({
        spanId: dataset['spanId'] ?? '',
        left: Number(dataset['left']),
        width: Number(dataset['width']),
      })),
    )
  const barOf = async (spanId: string) => (await bars()).find((bar) => bar.spanId === spanId)
  const [from, to] = [0.1, 0.6]
  const before = (await bars()).find(({ left, width }) => left > from * 100 + 2 && left + width < to * 100 - 2)
  expect(before).toBeDefined()
  const { spanId = '', left = NaN, width = NaN } = before ?? {}

  const map = await page.getByTitle(/^The whole trace\. Drag to zoom/).boundingBox()
  expect(map).not.toBeNull()
  const place = (share: number) => (map?.x ?? 0) + share * (map?.width ?? 0)
  const middle = (map?.y ?? 0) + (map?.height ?? 0) / 2
  await page.mouse.move(place(from), middle)
  await page.mouse.down()
  await page.mouse.move(place(0.3), middle)
  await page.mouse.move(place(to), middle)
  await page.mouse.up()
  await sample.idle()
  const zoomed = await barOf(spanId)
  expect(zoomed?.left).toBeCloseTo((left - from * 100) / (to - from), 0)
  expect(zoomed?.width).toBeGreaterThanOrEqual(width / (to - from) - 0.5)

  await sample.button('Fit the whole trace').click()
  await expect(sample.button('Fit the whole trace')).toBeDisabled()
  expect(await barOf(spanId)).toEqual(before)
  await sample.press('+')
  await expect(sample.button('Fit the whole trace')).toBeEnabled()
  await sample.press('f')
  expect(await barOf(spanId)).toEqual(before)
})

test('the panel shows the attributes, resource and events that SQL knows', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [span] = await answerOf<{
    trace_id: string
    span_id: string
    attributes: Record<string, string>
    resource_attributes: Record<string, string>
    event: Record<string, string>
  }>(
    sampleArchive,
    `SELECT trace_id, span_id, s.attributes, s.resource_attributes, e.attributes AS event
      FROM spans s JOIN span_events e USING (trace_id, span_id) WHERE e.name = 'exception' ORDER BY span_id LIMIT 1`,
  )
  await sample.go(`#/trace/${span?.trace_id}?span=${span?.span_id}`)
  const panel = page.getByRole('complementary', { name: 'Span details' })
  for (const [name, expected] of [
    ['Attributes', span?.attributes],
    ['Resource attributes', span?.resource_attributes],
  ] as const) {
    const rows = panel.getByRole('table', { name, exact: true }).getByRole('row')
    expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(Object.keys(expected ?? {}))
    const values = await rows.locator('td:nth-of-type(1)').allInnerTexts()
    for (const [place, value] of Object.values(expected ?? {}).entries()) expect(values[place]).toContain(value)
  }
  await expect(panel).toContainText(span?.event['exception.type'] ?? 'no type')
  await expect(panel).toContainText(span?.event['exception.message'] ?? 'no message')
  const [firstFrame = ''] = span?.event['exception.stacktrace']?.split('\n') ?? []
  await expect(panel.getByRole('group', { name: 'Stack trace' })).toContainText(firstFrame.trim())

  await panel.getByRole('searchbox', { name: 'Search attributes' }).fill('SERVICE ver')
  const found = panel.getByRole('table', { name: 'Resource attributes' }).getByRole('rowheader')
  await expect(found).toHaveText(['service.version'])
})

test('a link leads to a span of another trace, and Back leads back', async ({ sample, sampleArchive }) => {
  const { page, waterfall } = sample
  const [link] = await answerOf<{
    trace_id: string
    span_id: string
    linked_trace_id: string
    linked_span_id: string
  }>(
    sampleArchive,
    `SELECT l.trace_id, l.span_id, linked_trace_id, linked_span_id FROM span_links l
      JOIN spans s ON s.trace_id = l.linked_trace_id AND s.span_id = l.linked_span_id
      WHERE l.trace_id <> l.linked_trace_id ORDER BY l.span_id LIMIT 1`,
  )
  await sample.go(`#/trace/${link?.trace_id}?span=${link?.span_id}`)
  const selected = waterfall.getByRole('row', { selected: true })
  const panel = page.getByRole('complementary', { name: 'Span details' })
  await panel.locator(`a[href*="${link?.linked_span_id}"]`).click()
  await expect(selected).toHaveAttribute('data-span-id', link?.linked_span_id ?? '')
  expect(page.url()).toContain(`#/trace/${link?.linked_trace_id}`)
  await page.goBack()
  await expect(selected).toHaveAttribute('data-span-id', link?.span_id ?? '')
})

test('in a broken trace every span is there, and says what is wrong with it', async ({ start }) => {
  const explorer = await start({ paths: [join(projectFolder, 'test/fixtures/app/brokenTrace.otlp.json')] })
  await explorer.page.getByRole('row').filter({ hasText: 'GET /' }).click()
  const row = (name: string) => explorer.waterfall.getByRole('row').filter({ hasText: name })
  await expect(explorer.waterfall).toHaveAttribute('aria-rowcount', '12')
  await expect(explorer.waterfall.getByRole('row')).toHaveCount(12)
  await expect(explorer.page.getByText('All 11 spans shown')).toBeVisible()

  await expect(row('Missing parent ffffffffffff…')).toContainText('1 span names it')
  await expect(row('lost child')).toContainText('Missing parent')
  await expect(row('lost child')).toHaveAttribute('aria-level', '2')
  await expect(row('loop a')).toContainText('Parents form a circle')
  await expect(row('loop a')).toHaveAttribute('aria-level', '1')
  await expect(row('loop b')).toHaveAttribute('aria-level', '2')
  await expect(row('twice, again')).toContainText('Repeated span id')
  await expect(row('unfinished')).toContainText('Never ended')
  await expect(row('backwards')).toContainText('Ends before it starts')
  await expect(row('late')).toContainText('Outside its parent')
  await expect(row('work')).not.toContainText('parent')

  const quality = explorer.page.getByRole('region', { name: 'Data quality' })
  await expect(quality).toContainText('2 roots')
  await quality.getByRole('button', { name: /^Repeated span id/ }).click()
  await expect(row('twice, again')).toHaveAttribute('aria-selected', 'true')
  await expect(quality).toContainText('Another span of this trace has the same id')
  await expect(quality).toContainText('1 of 1')
  await quality.getByRole('button', { name: 'Close the explanation' }).click()
  await expect(quality).not.toContainText('Another span of this trace has the same id')
  await row('twice, again').click()
  await expect(explorer.page.getByRole('complementary', { name: 'Span details' })).toContainText(
    'Another span of this trace has the same id, so this one got an id of its own.',
  )
})
