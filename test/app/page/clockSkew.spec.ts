import { barsIn } from '../accessibility'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

/** A call which begins before its caller, on another host. */
const SKEWED = `
  SELECT child.trace_id, child.span_id, child.resource_attributes['host.name'] AS host FROM spans child
    JOIN spans parent ON parent.trace_id = child.trace_id AND parent.span_id = child.parent_span_id
  WHERE child.start_time < parent.start_time AND child.kind = 'server' AND parent.kind = 'client'
    AND child.resource_attributes['host.name'] <> parent.resource_attributes['host.name']
  ORDER BY child.start_time LIMIT 1`

test('clock skew is found, said of each host, and corrected by button and by key', async ({
  sample,
  sampleArchive,
}) => {
  const { page, waterfall } = sample
  const [call] = await answerOf<{ trace_id: string; span_id: string; host: string }>(sampleArchive, SKEWED)
  await sample.go(`#/trace/${call?.trace_id}?span=${call?.span_id}`)
  const strip = page.getByRole('region', { name: 'Clock skew' })
  const correct = strip.getByRole('button', { name: 'Correct' })
  await expect(strip).toContainText('Times are shown as recorded')
  await expect(correct).toHaveAttribute('aria-pressed', 'false')

  const leftOf = async (row: number) => Number(await waterfall.locator(`[data-row="${row}"]`).getAttribute('data-left'))
  const row = Number(await sample.span(call?.span_id ?? '').getAttribute('data-row'))
  expect(await leftOf(row)).toBeLessThan(await leftOf(row - 1))

  await correct.click()
  await sample.idle()
  await expect(strip).toContainText('the archive keeps them as recorded')
  expect(await leftOf(row)).toBeGreaterThanOrEqual(await leftOf(row - 1))
  await expect(sample.span(call?.span_id ?? '')).toHaveAttribute('aria-selected', 'true')

  await waterfall.focus()
  await sample.press('x')
  await expect(correct).toHaveAttribute('aria-pressed', 'false')
  expect(await leftOf(row)).toBeLessThan(await leftOf(row - 1))

  await strip.getByRole('button', { name: 'Hosts' }).click()
  const clocks = page.getByRole('region', { name: 'Clocks of the hosts' })
  await expect(clocks.getByRole('row', { name: new RegExp(call?.host ?? 'no host') })).toContainText(
    /ms (behind|ahead)/,
  )
  expect(await barsIn(sample)).toEqual([])
})

test('a trace whose clocks agree says nothing of them', async ({ sample, sampleArchive }) => {
  const [trace] = await answerOf<{ trace_id: string }>(
    sampleArchive,
    `SELECT trace_id FROM spans GROUP BY trace_id HAVING NOT bool_or(list_contains(problems, 'outside_parent')) LIMIT 1`,
  )
  await sample.go(`#/trace/${trace?.trace_id}`)
  await expect(sample.waterfall).toBeFocused()
  await expect(sample.page.getByRole('region', { name: 'Clock skew' })).toHaveCount(0)
})
