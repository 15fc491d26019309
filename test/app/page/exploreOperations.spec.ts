import { barsIn } from '../accessibility'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

test('operations are listed by their self time, sorted and searched, as SQL reckons', async ({
  sample,
  sampleArchive,
}) => {
  const { page } = sample
  await sample.go('#/explore/operations')
  const table = page.getByRole('grid', { name: 'Operations' })
  const names = table.locator('[aria-rowindex] > [role=gridcell]:nth-child(2)')
  const bySelfTime = await answerOf<{ name: string }>(
    sampleArchive,
    'SELECT name FROM spans GROUP BY service_name, name ORDER BY sum(self_time_ns) DESC LIMIT 5',
  )
  expect((await names.allInnerTexts()).slice(0, 5)).toEqual(bySelfTime.map(({ name }) => name))

  await table.getByRole('button', { name: 'p95' }).click()
  await sample.idle()
  await expect(table.getByRole('columnheader', { name: 'p95' })).toHaveAttribute('aria-sort', 'descending')
  const byP95 = await answerOf<{ name: string }>(
    sampleArchive,
    'SELECT name FROM spans GROUP BY service_name, name ORDER BY quantile_disc(duration_ns, 0.95) DESC LIMIT 5',
  )
  expect((await names.allInnerTexts()).slice(0, 5)).toEqual(byP95.map(({ name }) => name))

  await page.getByRole('textbox', { name: 'Search the operations' }).fill('PAY verify')
  await sample.idle()
  await expect(names).toHaveText(['verify cardholder'])
  await expect(page.getByText(/^1 of \d+ operations/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Search the operations' }).fill('no such thing')
  await expect(page.getByText('No operation has these words')).toBeVisible()
})

test('by keyboard from an operation to its slowest trace, and to its spans', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await sample.go('#/explore/operations?opwords=cardholder')
  await page.getByRole('textbox', { name: 'Search the operations' }).focus()
  await sample.press('Enter')
  await expect(page.getByRole('grid', { name: 'Operations' })).toBeFocused()
  await sample.press('ArrowDown', 'Enter')
  const strip = page.getByRole('region', { name: 'Operation', exact: true })
  await expect(strip.getByRole('heading', { level: 2 })).toContainText('verify cardholder')

  const [slowest] = await answerOf<{ trace_id: string; span_id: string }>(
    sampleArchive,
    `SELECT trace_id, span_id FROM spans WHERE name = 'verify cardholder' ORDER BY duration_ns DESC LIMIT 1`,
  )
  const link = strip.getByRole('group', { name: 'Slowest' }).getByRole('link').first()
  await link.focus()
  await sample.press('Enter')
  await expect(sample.span(slowest?.span_id ?? '')).toHaveAttribute('aria-selected', 'true')
  expect(page.url()).toContain(slowest?.trace_id ?? 'none')
  await page.goBack()
  await sample.idle()

  const durations = strip.getByRole('slider', { name: 'Span durations' })
  await durations.focus()
  await sample.press('End')
  const said = (await durations.getAttribute('aria-valuetext')) ?? ''
  await sample.press('Enter')
  await expect(page.getByRole('grid', { name: 'Spans' })).toHaveAttribute(
    'aria-rowcount',
    String(Number(/: (\d+) span/.exec(said)?.[1]) + 1),
  )
  await page.goBack()
  await sample.idle()

  await strip.getByRole('radio', { name: 'Table of the durations' }).click()
  await expect(strip.getByRole('table')).toContainText('Failed')
  await strip.getByRole('button', { name: 'Narrow to it' }).click()
  await sample.idle()
  await expect(page.getByText('1 operation · 576 spans')).toBeVisible()
  await strip.getByRole('button', { name: 'Close' }).click()
  await expect(strip).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Operations' })).toBeFocused()
})

test('what no span meets says so', async ({ sample }) => {
  await sample.go(`#/explore/operations?${new URLSearchParams({ query: '{ name = "none" }' })}`)
  await expect(sample.page.getByRole('heading', { name: 'No span matches' })).toBeVisible()
})

test('operations are accessible in both themes', async ({ sample }) => {
  await sample.go('#/explore/operations')
  await sample.page.getByRole('grid', { name: 'Operations' }).focus()
  await sample.press('Home', 'Enter')
  await expect(sample.page.getByRole('group', { name: 'Slowest' })).toBeVisible()
  expect(await barsIn(sample)).toEqual([])
})
