import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

interface Call {
  trace_id: string
  span_id: string
  service_name: string
  name: string
  value: string
}

function callsWith(key: string): string {
  return `SELECT trace_id, span_id, service_name, name, attributes['${key}'] AS value FROM spans
    WHERE attributes['${key}'] IS NOT NULL AND NOT contains(lower(name), lower(attributes['${key}']))
    ORDER BY status = 'error' DESC, start_time, span_id LIMIT 1`
}

for (const key of ['http.response.status_code', 'db.system.name', 'rpc.system', 'messaging.system']) {
  test(`the row of a span shows ${key}`, async ({ sample, sampleArchive }) => {
    const [call] = await answerOf<Call>(sampleArchive, callsWith(key))
    await sample.go(`#/trace/${call?.trace_id}?span=${call?.span_id}`)
    const row = sample.waterfall.getByRole('row', { selected: true })
    await expect(row.getByText(call?.value ?? '', { exact: true })).toHaveAttribute('title', `${key}: ${call?.value}`)
    await expect(row.getByText(call?.value ?? '', { exact: true })).toBeVisible()
  })
}

test('a span tells where its duration stands among all of its operation', async ({ sample, sampleArchive }) => {
  const [slowest] = await answerOf<Call & { spans: number }>(
    sampleArchive,
    `SELECT service_name, name, arg_max(trace_id, duration_ns) AS trace_id, arg_max(span_id, duration_ns) AS span_id,
      count(*) AS spans
    FROM spans GROUP BY ALL HAVING count(*) > 100 ORDER BY ALL LIMIT 1`,
  )
  await sample.go(`#/trace/${slowest?.trace_id}?span=${slowest?.span_id}`)
  const row = sample.waterfall.getByRole('row', { selected: true })
  const words = `the slowest of ${slowest?.spans.toLocaleString('en')} ${slowest?.name}`
  await expect(row).toContainText(words)
  await expect(row.getByTitle(`In this archive ${words}`)).toBeVisible()
})

test('links show at both their ends', async ({ sample, sampleArchive }) => {
  const [link] = await answerOf<Record<'trace_id' | 'span_id' | 'linked_trace_id' | 'linked_span_id', string>>(
    sampleArchive,
    `SELECT l.* FROM span_links l JOIN spans s ON (s.trace_id, s.span_id) = (linked_trace_id, linked_span_id) LIMIT 1`,
  )
  const selected = sample.waterfall.getByRole('row', { selected: true })
  await sample.go(`#/trace/${link?.trace_id}?span=${link?.span_id}`)
  await expect(selected).toHaveAttribute('data-span-id', link?.span_id ?? '')
  await expect(selected).toContainText(/\d+\s*links? from here/)
  await sample.go(`#/trace/${link?.linked_trace_id}?span=${link?.linked_span_id}`)
  await expect(selected).toHaveAttribute('data-span-id', link?.linked_span_id ?? '')
  await expect(selected).toContainText(/\d+\s*links? to here/)
})
