import { join } from 'node:path'
import { graveBarsIn } from '../accessibility'
import { projectFolder } from '../../support/runtimes'
import type { ExplorerPage } from '../ExplorerPage'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

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
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row').nth(1)).toBeVisible()
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

const MODEL_CALL = join(projectFolder, 'test/fixtures/app/modelCall.otlp.json')
const QUESTION = '#/trace/0af7651916cd43dd8448eb211c80319c'

test('links lead both ways, logs stand by time, and the JSON is OTLP', async ({ start }) => {
  const explorer = await start({ paths: [MODEL_CALL] })
  const { page } = explorer
  await explorer.go(`${QUESTION}?span=00f067aa0ba902b3`)
  const panel = page.getByRole('complementary', { name: 'Span details' })
  const section = (name: string) => panel.getByRole('group').filter({ has: page.getByRole('heading', { name }) })

  const logs = section('Logs').getByRole('listitem')
  await expect(logs).toHaveCount(3)
  await expect(logs.nth(0)).toContainText(/INFO\s*\+5.00 ms\s*asking the pool/)
  await expect(logs.nth(1)).toContainText(/WARN\s*\+78.0 ms/)
  await expect(logs.nth(2)).toContainText(/ERROR\s*\+79.0 ms/)
  await expect(section('Logs')).toContainText('1 log record of this trace names no span.')

  const events = section('Events').getByRole('listitem')
  await expect(events.nth(0)).toContainText('waiting for a connection')
  await expect(events.nth(1)).toContainText('com.example.TimeoutError')

  await section('OTLP JSON').getByRole('heading').click()
  await expect(section('OTLP JSON')).toContainText('"startTimeUnixNano": "1735732800760000000"')
  const lines = await section('OTLP JSON').locator('.line').count()
  await section('OTLP JSON')
    .getByRole('button', { name: /^Lines 1 to/ })
    .click()
  await expect(section('OTLP JSON').locator('.line')).toHaveCount(1)
  await section('OTLP JSON')
    .getByRole('button', { name: /^Lines 1 to/ })
    .click()
  await expect(section('OTLP JSON').locator('.line')).toHaveCount(lines)

  await section('Linked from').getByRole('link', { name: 'warm the cache' }).click()
  await explorer.idle()
  await expect(explorer.waterfall.getByRole('row', { selected: true })).toHaveAttribute(
    'data-span-id',
    '00f067aa0ba902b4',
  )
  await expect(section('Linked from')).toContainText('POST /ask')
  await page.goBack()
  await expect(explorer.waterfall.getByRole('row', { selected: true })).toHaveAttribute(
    'data-span-id',
    '00f067aa0ba902b3',
  )
})

test('a call of a model reads as a conversation', async ({ start }) => {
  const explorer = await start({ paths: [MODEL_CALL] })
  await explorer.go(`${QUESTION}?span=00f067aa0ba902b2`)
  const panel = explorer.page.getByRole('complementary', { name: 'Span details' })
  await expect(panel).toContainText(/Model\s*gpt-4o-2024-08-06/)
  await expect(panel).toContainText(/Input tokens\s*97\s*Output tokens\s*52/)
  await expect(panel.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toContainText([
    'Answer in one sentence.',
    'What will the weather be in Paris tomorrow?',
    'tool call get_weather',
    'rainy, 12 °C',
    'Take an umbrella.',
  ])

  for (const span of ['00f067aa0ba902b2', '00f067aa0ba902b3']) {
    await explorer.go(`${QUESTION}?span=${span}`)
    await panel.getByRole('heading', { name: 'OTLP JSON' }).click()
    await panel.getByRole('button', { name: /^What to do with service.name/ }).press('Enter')
    await explorer.idle()
    expect(await graveBarsIn(explorer)).toEqual([])
    await explorer.press('Escape')
  }
})
