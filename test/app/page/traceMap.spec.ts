import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The trace with the most errors. */
const FAILING = `SELECT trace_id FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1`

async function openFailing(sample: ExplorerPage, archive: string, parameters = ''): Promise<string> {
  const [trace] = await answerOf<{ trace_id: string }>(archive, FAILING)
  const traceId = trace?.trace_id ?? ''
  await sample.go(`#/trace/${traceId}?view=map${parameters}`)
  return traceId
}

function mapOf({ page }: ExplorerPage) {
  const map = page.getByRole('group', { name: 'Trace map', exact: true })
  return {
    map,
    nodes: map.getByRole('button'),
    focused: map.locator('button:focus'),
    words: page.getByRole('group', { name: 'Trace map tools' }).getByRole('status'),
    scale: async () =>
      Number(/scale\(([\d.]+)\)/.exec((await map.locator('.canvas').getAttribute('style')) ?? '')?.[1]),
  }
}

test('nodes and calls are those of the archive', async ({ sample, sampleArchive }) => {
  const traceId = await openFailing(sample, sampleArchive)
  const { map, nodes } = mapOf(sample)
  const services = await answerOf<{ service_name: string; spans: number; errors: number }>(
    sampleArchive,
    `SELECT service_name, count(*) AS spans, count(*) FILTER (status = 'error') AS errors
    FROM spans WHERE trace_id = '${traceId}' GROUP BY ALL`,
  )
  await expect(nodes).toHaveCount(services.length)
  for (const { service_name, spans, errors } of services) {
    const node = nodes.filter({ has: sample.page.getByText(service_name, { exact: true }) })
    await expect(node).toContainText(`${spans} span`)
    await expect(node.locator('.errors')).toHaveText(errors > 0 ? [`${errors} error${errors > 1 ? 's' : ''}`] : [])
  }
  const calls = await answerOf<{ caller: string; callee: string; calls: number; errors: number }>(
    sampleArchive,
    `SELECT parent.service_name AS caller, child.service_name AS callee, count(*) AS calls,
      count(*) FILTER (child.status = 'error') AS errors
    FROM spans child JOIN spans parent ON parent.trace_id = child.trace_id AND parent.span_id = child.parent_span_id
    WHERE child.trace_id = '${traceId}' AND parent.service_name <> child.service_name GROUP BY ALL`,
  )
  const listed = await map.getByRole('list', { name: 'Calls' }).getByRole('listitem').allInnerTexts()
  expect(listed.map((text) => text.trim()).sort()).toEqual(
    calls
      .map(({ caller, callee, calls, errors }) => {
        const failed = errors > 0 ? `, ${errors} error${errors > 1 ? 's' : ''}` : ''
        return `${caller} calls ${callee}: ${calls} call${calls > 1 ? 's' : ''}${failed}`
      })
      .sort(),
  )
})

test('arrow keys go from node to node, and Enter filters by a service as the legend does', async ({
  sample,
  sampleArchive,
}) => {
  await openFailing(sample, sampleArchive)
  const { page } = sample
  const { focused, words, nodes } = mapOf(sample)
  await expect(focused).toContainText('frontend')
  await sample.press('ArrowRight')
  await expect(focused).toContainText('checkout')
  await expect(words).toContainText('Called by frontend ×1')
  await sample.press('Enter')
  await expect(focused).toHaveAttribute('aria-pressed', 'true')
  const legend = page.getByRole('group', { name: 'Services of this trace' })
  await expect(legend.getByRole('button', { pressed: true })).toContainText('checkout')
  await sample.press('ArrowLeft', 'Shift+Enter')
  await expect(legend.getByRole('button', { pressed: true })).toHaveCount(2)
  await page.getByRole('group', { name: 'Trace map tools' }).getByRole('button', { name: 'No longer filter' }).click()
  await sample.idle()
  await expect(legend.getByRole('button', { pressed: true })).toContainText('checkout')

  await sample.go(page.url().split('#')[1] + '&query=' + encodeURIComponent('{ status = error }') + '&others=hidden')
  expect(await nodes.count()).toBeLessThan(8)
})

test('operations, by double click, lead to their spans', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive)
  const { page } = sample
  const { nodes } = mapOf(sample)
  await page.getByRole('radio', { name: 'Which operation calls which' }).click()
  await sample.idle()
  const node = nodes.filter({ hasText: 'SELECT products' })
  await node.dblclick()
  await sample.idle()
  await expect(node).toHaveAttribute('aria-pressed', 'true')
  await expect(node).toContainText('matches')
  await page.getByRole('button', { name: 'Show spans' }).click()
  await sample.idle()
  await expect(page.getByRole('tab', { name: 'Timeline' })).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await sample.idle()
  await expect(node).toHaveAttribute('aria-pressed', 'true')
})

test('the map is zoomed and moved by keys, wheel and drag', async ({ sample, sampleArchive }) => {
  await openFailing(sample, sampleArchive)
  const { page } = sample
  const { map, nodes, scale } = mapOf(sample)
  const before = await scale()
  await sample.press('+')
  expect(await scale()).toBeGreaterThan(before)
  await sample.press('f')
  await expect.poll(scale).toBe(before)
  const box = await map.boundingBox()
  const [x, y] = [(box?.x ?? 0) + 30, (box?.y ?? 0) + 30]
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -100)
  await expect.poll(scale).toBeGreaterThan(before)
  await sample.press('f')
  const place = await nodes.first().boundingBox()
  await page.mouse.down()
  await page.mouse.move(x + 50, y + 40)
  await page.mouse.up()
  await expect.poll(async () => (await nodes.first().boundingBox())?.x).toBeCloseTo((place?.x ?? 0) + 50, 0)
  await sample.press('d')
  await expect.poll(async () => (await nodes.first().boundingBox())?.x).toBeCloseTo((place?.x ?? 0) - 10, 0)
})

test('of many services those with the most self time are shown, then more', async ({ start, dataFolder }) => {
  const path = join(dataFolder, 'many.otlp.json')
  await writeFile(
    path,
    JSON.stringify({ resourceSpans: Array.from({ length: 300 }, (_, number) => spanOfService(number)) }),
  )
  const explorer = await start({ paths: [path] })
  const { nodes } = mapOf(explorer)
  await expect(explorer.waterfall).toBeVisible()
  await explorer.page.getByRole('tab', { name: 'Trace map' }).click()
  await explorer.idle()
  await expect(nodes).toHaveCount(41)
  await expect(nodes.filter({ hasText: '+260 others' })).toBeAttached()
  await expect(nodes.filter({ hasText: 'service 299' })).toBeAttached()
  await explorer.page.getByRole('button', { name: '40 of 300 services: show more' }).click()
  await explorer.idle()
  await expect(nodes).toHaveCount(161)
  await nodes.filter({ hasText: '+140 others' }).dblclick()
  await explorer.idle()
  await expect(nodes).toHaveCount(300)
})

/** A service that is called by another; the later, the more self time. */
function spanOfService(number: number) {
  const id = (of: number) => (of + 1).toString(16).padStart(16, '0')
  const start = 1_735_689_600_000_000_000n + BigInt(number)
  return {
    resource: { attributes: [{ key: 'service.name', value: { stringValue: `service ${number}` } }] },
    scopeSpans: [
      {
        spans: [
          {
            traceId: '0f0000000000000000000000000000f2',
            spanId: id(number),
            ...(number > 0 && { parentSpanId: id(Math.floor((number - 1) / 7)) }),
            name: 'work',
            kind: 2,
            startTimeUnixNano: String(start),
            endTimeUnixNano: String(start + BigInt(1_000 * (number + 1))),
          },
        ],
      },
    ],
  }
}
