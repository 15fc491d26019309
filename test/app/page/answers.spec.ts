import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'
import type { ExplorerPage } from '../ExplorerPage'

interface Counts {
  spans: number
  traces: number
}

const number = (value: number | undefined) => (value ?? NaN).toLocaleString('en-US')

function asked(parameters: Record<string, string>): string {
  return `#/traces?${new URLSearchParams(parameters).toString()}`
}

/** The texts of a column of the grid's rows, in their order. */
async function column(sample: ExplorerPage, grid: string, place: number): Promise<string[]> {
  const rows = sample.page.getByRole('grid', { name: grid }).locator('[role=row]:has([role=gridcell])')
  const texts = await rows.evaluateAll(
    (elements, nth) =>
      elements.map((row) => [Number(row.ariaRowIndex), row.children[nth]?.textContent?.trim() ?? ''] as const),
    place,
  )
  return texts.sort(([a], [b]) => a - b).map(([, text]) => text)
}

test('spans: all of them, those of a query, and one in its trace', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [all] = await answerOf<Counts>(
    sampleArchive,
    'SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces FROM spans',
  )
  await page.getByRole('radio', { name: 'Spans that match' }).click()
  await sample.idle()
  await expect(page.getByText(`${number(all?.spans)} spans in ${number(all?.traces)} traces`)).toBeVisible()
  expect(new URL(page.url()).hash).toBe('#/traces?show=spans')

  await page.keyboard.press('/')
  await page.keyboard.type('{ kind = client && status = error }')
  await page.keyboard.press('Enter')
  await sample.idle()
  const [failed] = await answerOf<Counts>(
    sampleArchive,
    `SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces FROM spans WHERE kind = 'client' AND status = 'error'`,
  )
  await expect(
    page.getByText(`${number(failed?.spans)} spans in ${number(failed?.traces)} of 2,000 traces`),
  ).toBeVisible()

  await page.getByRole('button', { name: 'Span duration' }).click()
  await sample.idle()
  const longest = await answerOf<{ trace_id: string; span_id: string }>(
    sampleArchive,
    `SELECT trace_id, span_id FROM spans WHERE kind = 'client' AND status = 'error' ORDER BY duration_ns DESC LIMIT 3`,
  )
  const grid = page.getByRole('grid', { name: 'Spans' })
  const third = grid.locator(`[data-span-id="${longest[2]?.span_id}"][aria-rowindex="4"]`)
  await expect(third).toBeVisible()
  await grid.focus()
  await sample.press('Home', 'ArrowDown', 'ArrowDown', 'Enter')
  await expect(sample.waterfall).toBeVisible()
  expect(page.url()).toContain(`#/trace/${longest[2]?.trace_id}?span=${longest[2]?.span_id}`)
  await expect(sample.span(longest[2]?.span_id ?? '')).toHaveAttribute('aria-selected', 'true')

  await page.goBack()
  await sample.idle()
  await expect(third).toHaveAttribute('aria-selected', 'true')
  await grid.locator(`[data-span-id="${longest[0]?.span_id}"]`).click()
  await sample.idle()
  expect(page.url()).toContain(`span=${longest[0]?.span_id}`)
})

test('groups: exact figures, sorted by any, and the spans of one', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const query = '{ kind = server } | by(resource.service.name, status)'
  const expected = await answerOf<{ service_name: string; status: string; spans: number; traces: number }>(
    sampleArchive,
    `SELECT service_name, status, count(*) AS spans, count(DISTINCT trace_id) AS traces
     FROM spans WHERE kind = 'server' GROUP BY ALL ORDER BY quantile_disc(duration_ns, 0.95) DESC`,
  )
  await sample.go(asked({ query }))
  await page.getByRole('radio', { name: 'Groups of spans' }).click()
  await sample.idle()
  await expect(page.getByText(`of ${expected.length} groups in`)).toBeVisible()
  await page.getByRole('button', { name: 'p95' }).click()
  await sample.idle()
  expect(await column(sample, 'Groups', 0)).toEqual(expected.map(({ service_name }) => service_name))
  expect(await column(sample, 'Groups', 1)).toEqual(expected.map(({ status }) => status))
  expect(await column(sample, 'Groups', 2)).toEqual(expected.map(({ spans }) => number(spans)))
  expect(await column(sample, 'Groups', 3)).toEqual(expected.map(({ traces }) => number(traces)))

  await page.getByRole('grid', { name: 'Groups' }).focus()
  await sample.press('Home', 'ArrowDown', 'Enter')
  const [, second] = expected
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText(
    `{ kind = server && resource.service.name = "${second?.service_name}" && status = ${second?.status} }`,
  )
  await expect(page.getByText(`${number(second?.spans)} span`)).toBeVisible()
  expect(await column(sample, 'Spans', 1)).toContain(second?.service_name)
  await expect(page.getByRole('radio', { name: 'Groups of spans' })).toHaveCount(0)
  await page.goBack()
  await sample.idle()
  await expect(page.getByRole('grid', { name: 'Groups' })).toBeVisible()
})

test('columns: added by keys, moved, sorted by, removed, and named by select()', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const headers = page.getByRole('columnheader')
  await sample.go(asked({ show: 'spans', query: '{ span.http.route != nil }' }))
  const own = await headers.count()
  await page.getByRole('button', { name: /^Columns/ }).press('Enter')
  const field = page.getByRole('combobox', { name: 'Add a column' })
  await expect(field).toBeFocused()
  await page.keyboard.type('http.rou')
  await expect(page.getByRole('option', { name: /span\.http\.route/ })).toBeVisible()
  await sample.press('ArrowDown', 'Enter')
  await page.keyboard.type('nope')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('there is no field nope')
  await field.fill('trace:duration')
  await sample.press('Enter')
  await expect(headers).toHaveCount(own + 2)
  await expect(headers.last()).toContainText('trace:duration')
  await page.getByRole('button', { name: 'Move trace:duration to the left' }).click()
  await sample.idle()
  await expect(headers.last()).toContainText('span.http.route')
  expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('columns')).toBe(
    'trace:duration,span.http.route',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Columns' })).toHaveCount(0)

  await page.getByRole('columnheader', { name: 'span.http.route' }).getByRole('button').click()
  await sample.idle()
  const routes = await answerOf<{ route: string }>(
    sampleArchive,
    `SELECT attributes['http.route'] AS route FROM spans WHERE attributes['http.route'] IS NOT NULL ORDER BY 1 LIMIT 10`,
  )
  expect((await column(sample, 'Spans', own + 1)).slice(0, 10)).toEqual(routes.map(({ route }) => route))

  await page.getByRole('button', { name: /^Columns/ }).click()
  await page.getByRole('button', { name: 'Remove span.http.route', exact: true }).click()
  await sample.idle()
  await expect(headers).toHaveCount(own + 1)
  await page.keyboard.press('Escape')

  await sample.go(asked({ query: '{ status = error } | select(span.http.route, kind)' }))
  await expect(headers.last()).toContainText('span:kind')
  await page.getByRole('button', { name: /^Columns/ }).click()
  await expect(page.getByRole('button', { name: 'span:kind is named by select() in the query' })).toBeDisabled()
})

test('matches over time: a stretch by mouse, another by keys, and any time again', async ({
  sample,
  sampleArchive,
}) => {
  const { page } = sample
  const count = async () => {
    const address = new URLSearchParams(new URL(page.url()).hash.split('?')[1])
    const [row] = await answerOf<{ n: number }>(
      sampleArchive,
      `SELECT count(*) AS n FROM traces WHERE epoch_ns(start_time) >= ${address.get('from')} AND epoch_ns(start_time) < ${address.get('to')}`,
    )
    return number(row?.n)
  }
  const bars = page.getByRole('slider', { name: 'Matches over time' })
  const box = await bars.boundingBox()
  if (!box) throw new Error('there are no bars')
  await page.mouse.move(box.x + 40, box.y + 20)
  await expect(page.getByText(/^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d: \d+ traces/)).toBeVisible()
  await page.mouse.down()
  await page.mouse.move(box.x + 200, box.y + 20, { steps: 4 })
  await page.mouse.up()
  await sample.idle()
  const chip = page.getByRole('button', { name: 'Any time' })
  await expect(chip).toBeVisible()
  await expect(page.getByText(`in ${await count()} of 2,000 traces`)).toBeVisible()

  const before = new URL(page.url()).hash
  await bars.focus()
  await sample.press('Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter')
  expect(new URL(page.url()).hash).not.toBe(before)
  await expect(page.getByText(`in ${await count()} of 2,000 traces`)).toBeVisible()
  await page.goBack()
  await sample.idle()
  expect(new URL(page.url()).hash).toBe(before)
  await bars.focus()
  await sample.press('Shift+ArrowRight', 'Escape')
  await expect(chip).toBeVisible()
  await sample.press('Escape')
  await expect(chip).toHaveCount(0)
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Matches over time' }).click()
  await expect(bars).toHaveCount(0)
  await page.reload()
  await sample.idle()
  await expect(bars).toHaveCount(0)
  await page.getByRole('button', { name: 'Matches over time' }).press('Enter')
  await expect(bars).toBeVisible()
})

test('nothing between two moments says so, and lets go of them', async ({ sample }) => {
  const { page } = sample
  await sample.go(asked({ show: 'spans', from: '1000', to: '2000' }))
  await expect(page.getByRole('heading', { name: 'No span matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Any time' }).click()
  await sample.idle()
  await expect(page.getByRole('grid', { name: 'Spans' })).toBeVisible()
})

test('a search that takes long tells how it gets on, and is given up by a key or the mouse', async ({ sample }) => {
  const { page } = sample
  await sample.go(asked({ query: '{ status = error }' }))
  // The longer query leaves room for fewer.
  const shown = async () => (await sample.tracesShown()).slice(0, 10)
  const before = await shown()
  const long = Array.from({ length: 190 }, (_, step) => `{ duration > ${step}ns }`).join(' >> ')
  await page.evaluate((hash) => (location.hash = hash), asked({ query: `${long} || { status = error }` }))
  const cancel = page.getByRole('button', { name: 'Cancel' })
  await expect(cancel).toBeVisible()
  await expect(page.getByText(/^Matching( \d+ %)?( …|, )/)).toBeVisible()
  await sample.traces.focus()
  await sample.press('Escape')
  await expect(page.getByText('Cancelled; this is the answer before')).toBeVisible()
  await expect(cancel).toHaveCount(0)
  expect(await shown()).toEqual(before)

  await page.getByRole('button', { name: 'Search again' }).click()
  await expect(cancel).toBeVisible()
  await cancel.click()
  await sample.idle()
  await expect(page.getByRole('button', { name: 'Search again' })).toBeVisible()
  await page.goBack()
  await sample.idle()
  await expect(page.getByText('Cancelled')).toHaveCount(0)
  expect(await shown()).toEqual(before)
})
