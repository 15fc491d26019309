import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

const FAILED_CLIENTS = `SELECT count(DISTINCT c.trace_id) AS n FROM spans c JOIN spans p
  ON p.trace_id = c.trace_id AND p.span_id = c.parent_span_id WHERE c.kind = 'client' AND p.status = 'error'`

test('a query, written and completed by keys, finds what SQL finds', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [expected] = await answerOf<{ n: number }>(sampleArchive, FAILED_CLIENTS)
  const found = `${(expected?.n ?? NaN).toLocaleString('en-US')} of 2,000 traces`

  await page.keyboard.press('/')
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toBeFocused()
  await page.keyboard.type('{ status = er')
  await expect(page.getByRole('option', { name: 'error' })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.type(' > { kind = client }')
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText(found)).toBeVisible()
  expect(new URL(page.url()).hash).toContain('query=')
  await expect(page.getByRole('grid', { name: 'Traces' })).toBeFocused()
  // Each row says how many of its spans match, and the list sorts by that.
  await page.getByRole('button', { name: 'Matched' }).click()
  await sample.idle()
  const [most] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT max(n) AS n FROM (SELECT count(DISTINCT c.span_id) AS n ${FAILED_CLIENTS.slice(FAILED_CLIENTS.indexOf('FROM'))} GROUP BY c.trace_id)`,
  )
  await expect(page.getByRole('row').nth(1).getByRole('gridcell').last()).toHaveText(String(most?.n))

  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('{ status = ok && status = error }')
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText('No trace matches')).toBeVisible()
  await page.goBack()
  await sample.idle()
  await expect(page.getByText(found)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText('{ status = error} > { kind = client }')
  await page.goForward()
  await sample.idle()
  await sample.button('Reset all filters').click()
  await sample.idle()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).not.toContainText('status')
})

test('a wrong query says what was expected, and searches nothing', async ({ sample }) => {
  const { page } = sample
  await page.getByRole('textbox', { name: 'TraceQL query' }).click()
  await page.keyboard.type('{ nam = "x" }')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('there is no field nam; close to it: name')
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('{ } | rate()')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('rate() is a metrics function')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('an example of the help runs by a click', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [expected] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(DISTINCT trace_id) AS n FROM spans WHERE status = 'error'`,
  )
  await sample.button('How to ask').click()
  await page.getByRole('button', { name: '{ status = error } a span that failed' }).click()
  await sample.idle()
  await expect(page.getByText(`${(expected?.n ?? NaN).toLocaleString('en-US')} of 2,000 traces`)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText('{ status = error }')
  await expect(sample.button('Errors only')).toHaveAttribute('aria-pressed', 'true')
})

test('plain words tell which key holds them, and search everywhere', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [named] = await answerOf<{ traces: number; spans: number }>(
    sampleArchive,
    `SELECT count(DISTINCT trace_id) AS traces, count(*) AS spans FROM spans WHERE attributes['db.system.name'] = 'redis'`,
  )
  const textbox = page.getByRole('textbox', { name: 'TraceQL query' })
  await page.keyboard.press('/')
  await page.keyboard.type('redis')
  const place = page.getByRole('option', { name: '{ span.db.system.name = "redis" }' })
  await expect(place).toContainText(`${(named?.spans ?? NaN).toLocaleString('en-US')} spans`)
  await place.click()
  await expect(textbox).toHaveText('{ span.db.system.name = "redis" }')
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText(`${(named?.traces ?? NaN).toLocaleString('en-US')} of 2,000 traces`)).toBeVisible()

  // Enter searches the words themselves, whatever is offered.
  const [anywhere] = await answerOf<{ n: number }>(
    sampleArchive,
    `SELECT count(DISTINCT trace_id) AS n FROM spans LEFT JOIN span_events e USING (trace_id, span_id) WHERE
      concat_ws(' ', spans.name, status_message, service_name, spans.attributes::VARCHAR, resource_attributes::VARCHAR,
        scope_name, e.name, e.attributes::VARCHAR) ILIKE '%deadline_exceeded%'`,
  )
  expect(anywhere?.n).toBeGreaterThan(0)
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Deadline_exceeded')
  await expect(page.getByRole('option', { name: 'in names, ids, keys and values' })).toBeVisible()
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText(`${(anywhere?.n ?? NaN).toLocaleString('en-US')} of 2,000 traces`)).toBeVisible()

  const [trace] = await answerOf<{ trace_id: string }>(sampleArchive, 'SELECT trace_id FROM traces LIMIT 1')
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(trace?.trace_id.slice(0, 12) ?? '')
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText('1 of 2,000 traces')).toBeVisible()
})

test('keys, operators and values are offered one after the other, with how often they occur', async ({
  sample,
  sampleArchive,
}) => {
  const { page } = sample
  const [expected] = await answerOf<{ keys: number; value: string; spans: number; traces: number }>(
    sampleArchive,
    `WITH route AS (SELECT attributes['http.route'] AS value, trace_id FROM spans WHERE attributes['http.route'] IS NOT NULL)
      SELECT (SELECT count(*) FROM route) AS keys, value, count(*) AS spans, count(DISTINCT trace_id) AS traces
      FROM route GROUP BY value ORDER BY spans DESC, value LIMIT 1`,
  )
  const count = (number: number | undefined) => (number ?? NaN).toLocaleString('en-US')
  await page.keyboard.press('/')
  await page.keyboard.type('{ span.http.ro')
  await expect(page.getByRole('option', { name: 'span.http.route' })).toContainText(`${count(expected?.keys)} · string`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: 'matches the regular expression' })).toBeVisible()
  await page.keyboard.press('Enter')
  const value = page.getByRole('option').first()
  await expect(value).toContainText(JSON.stringify(expected?.value))
  await expect(value).toContainText(count(expected?.spans))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await sample.idle()
  await expect(page.getByText(`${count(expected?.traces)} of 2,000 traces`)).toBeVisible()
})
