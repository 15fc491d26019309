import { answerOf } from './commandLine'
import { expect, test } from './explorerTest'

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
