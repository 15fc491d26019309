import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

interface TraceFacts {
  trace_id: string
  root_service_name: string
  root_name: string
  start_time: string
  duration_ns: number
  span_count: number
  service_count: number
  error_count: number
}

const FACTS = `SELECT trace_id, root_service_name, root_name, start_time, duration_ns, span_count, service_count, error_count
  FROM traces`
/** Minutes by which the tests' zone is ahead of UTC. */
const AHEAD = 330

test('filters narrow the list to what SQL counts', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const count = async (condition: string) => {
    const [row] = await answerOf<{ n: number }>(sampleArchive, `SELECT count(*) AS n FROM traces t WHERE ${condition}`)
    return row?.n ?? NaN
  }
  const ofPayment = `EXISTS (FROM spans s WHERE s.trace_id = t.trace_id AND s.service_name = 'payment')`
  const charging = ofPayment.replace("'payment'", "'payment' AND s.name = 'shop.PaymentService/Charge'")
  const shows = async (condition: string) => {
    const total = (await count(condition)).toLocaleString('en-US')
    await expect(page.getByText(`${total} of 2,000 traces`)).toBeVisible()
    await sample.idle()
  }

  await page.getByRole('combobox', { name: 'Service' }).fill('paym')
  await sample.press('Enter')
  await shows(ofPayment)
  await page.getByRole('combobox', { name: 'Operation' }).fill('charge')
  await sample.press('Enter')
  await shows(charging)
  await page.getByRole('textbox', { name: 'Shortest duration' }).fill('100ms')
  await shows(`${charging} AND duration_ns >= 100000000`)
  await page.getByRole('textbox', { name: 'Longest duration' }).fill('1.5 s')
  await shows(`${charging} AND duration_ns BETWEEN 100000000 AND 1500000000`)
  await sample.button('Errors only').click()
  await shows(`${charging} AND duration_ns BETWEEN 100000000 AND 1500000000 AND error_count > 0`)
  await sample.button('Any service').click()
  await shows('duration_ns BETWEEN 100000000 AND 1500000000 AND error_count > 0')
  await sample.button('Reset').click()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
})

test('every column sorts, both ways', async ({ sample, sampleArchive }) => {
  const facts = await answerOf<TraceFacts>(sampleArchive, FACTS)
  const byId = new Map(facts.map((trace) => [trace.trace_id, trace]))
  const columns: [label: string, value: keyof TraceFacts][] = [
    ['Start', 'start_time'],
    ['Service', 'root_service_name'],
    ['Operation', 'root_name'],
    ['Trace duration', 'duration_ns'],
    ['Spans', 'span_count'],
    ['Services', 'service_count'],
    ['Errors', 'error_count'],
  ]
  for (const [place, [label, column]] of columns.entries()) {
    const header = sample.traces.getByRole('columnheader').nth(place)
    await expect(header).toContainText(label)
    const sorted = facts.map((trace) => trace[column]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const directions = new Set<string>()
    for (let click = 0; click < 2; click++) {
      await header.getByRole('button').click()
      await sample.idle()
      const direction = (await header.getAttribute('aria-sort')) ?? ''
      directions.add(direction)
      const shown = (await sample.tracesShown()).map((traceId) => byId.get(traceId)?.[column])
      expect(shown.length).toBeGreaterThan(10)
      const expected = direction === 'descending' ? sorted.toReversed() : sorted
      expect(shown, `${label}, ${direction}`).toEqual(expected.slice(0, shown.length))
    }
    expect([...directions].sort()).toEqual(['ascending', 'descending'])
  }
})

test('a duration that cannot be read is marked and filters nothing', async ({ sample }) => {
  const { page } = sample
  const shortest = page.getByRole('textbox', { name: 'Shortest duration' })
  await shortest.fill('100')
  await expect(shortest).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('alert')).toHaveText('A number and its unit: 150ms, 1.5s, 200us, 2m')
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await shortest.fill('100h')
  await expect(shortest).not.toHaveAttribute('aria-invalid')
  await expect(page.getByRole('heading', { name: 'No trace matches' })).toBeVisible()
})

test('where nothing matches, each condition can be dropped, with what that would give', async ({
  sample,
  sampleArchive,
}) => {
  const { page } = sample
  const [slow] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(*) AS n FROM traces WHERE duration_ns >= 1000000000`,
  )
  await page.getByRole('textbox', { name: 'Shortest duration' }).fill('1s')
  await expect(page.getByText(`${slow?.n} of 2,000 traces`)).toBeVisible()
  await sample.button('Add condition').click()
  await page.getByRole('combobox', { name: 'Field' }).fill('Trace id')
  await page.getByRole('combobox', { name: 'Value' }).fill('no such id')
  await sample.press('Enter')
  await expect(page.getByRole('heading', { name: 'No trace matches' })).toBeVisible()
  await expect(page.getByText('No span has trace:id =~ "no such id.*".')).toBeVisible()
  const offers = page.getByRole('main').getByRole('status').getByRole('listitem')
  await expect(offers).toHaveText([
    /Drop “trace:duration >= 1s”\s*0 traces/,
    new RegExp(`Drop “trace:id =~ "no such id\\.\\*"”\\s*${slow?.n} traces`),
  ])
  await expect(offers.nth(0).getByRole('button')).toBeDisabled()
  await offers.nth(1).getByRole('button').click()
  await expect(page.getByText(`${slow?.n} of 2,000 traces`)).toBeVisible()
  await expect(sample.traces).toBeVisible()
})

test('by keyboard alone: a filter, a row, its trace', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await sample.press('/', 'Tab', 'Tab', 'Tab')
  await expect(page.getByRole('combobox', { name: 'Service' })).toBeFocused()
  await page.keyboard.type('shipp')
  await sample.press('Enter', 'Tab', 'Tab')
  await expect(page.getByRole('combobox', { name: 'Operation' })).toBeFocused()
  await page.keyboard.type('dispatch parcels')
  await sample.press('Enter')
  const [{ n } = { n: NaN }] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(DISTINCT trace_id) AS n FROM spans WHERE service_name = 'shipping' AND name = 'dispatch parcels'`,
  )
  await expect(page.getByText(`${n} of 2,000 traces`)).toBeVisible()
  await sample.press('Escape')
  await expect(sample.traces).toBeFocused()
  await sample.press('End', 'Home', 'j', 'ArrowDown', 'k')
  await expect(sample.traces.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3')
  const traceId = await sample.traceIdAt(1)
  await sample.press('Enter')
  await expect(sample.waterfall).toBeVisible()
  expect(page.url()).toContain(`#/trace/${traceId}`)
})

test('Back finds the list scrolled and selected as it was left', async ({ sample }) => {
  const { page, traces } = sample
  await traces.focus()
  await sample.press('End', 'PageUp', 'PageUp', 'PageUp', 'ArrowUp', 'ArrowDown', 'ArrowDown')
  const selected = traces.getByRole('row', { selected: true })
  const traceId = await selected.getAttribute('data-trace-id')
  const place = await selected.getAttribute('aria-rowindex')
  expect(Number(place)).toBeLessThan(1_990)
  const scrolled = await traces.evaluate((grid) => grid.scrollTop)
  await sample.press('Enter')
  await expect(sample.waterfall).toBeVisible()

  await page.goBack()
  await sample.idle()
  await expect(selected).toHaveAttribute('data-trace-id', traceId ?? '')
  await expect(selected).toHaveAttribute('aria-rowindex', place ?? '')
  await expect(selected).toBeInViewport()
  expect(await traces.evaluate((grid) => grid.scrollTop)).toBe(scrolled)
  await expect(traces).toBeFocused()
})

test('times are in the viewer’s zone, or in UTC by a switch that stays', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const traceId = await sample.traceIdAt(0)
  const [facts] = await answerOf<TraceFacts>(sampleArchive, `${FACTS} WHERE trace_id = '${traceId}'`)
  const [second = '', fraction = ''] = facts?.start_time.split('.') ?? []
  const written = (minutes: number) =>
    new Date(Date.parse(`${second}Z`) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
  const start = sample.traces.locator(`[data-trace-id="${traceId}"]`).getByRole('gridcell').first()
  await expect(start).toHaveText(`${written(AHEAD)}.${fraction.slice(0, 3)}`)

  await page.getByRole('radio', { name: 'Times in UTC' }).click()
  await expect(start).toHaveText(`${written(0)}.${fraction.slice(0, 3)}`)
  await expect(start).toHaveAttribute('title', `${written(0)}.${fraction.slice(0, 9)}`)
  await expect(sample.traces.getByRole('columnheader').first()).toContainText('UTC')
  await page.reload()
  await sample.idle()
  await expect(page.getByRole('radio', { name: 'Times in UTC' })).toBeChecked()
  await expect(start).toHaveText(`${written(0)}.${fraction.slice(0, 3)}`)
})
