import { expect, test } from 'vitest'
import { ImportScene } from './ImportScene'
import { otlpLine, type OtlpSpan } from './otlp'

const scene = new ImportScene()

/** Trees that grow at random places, with orphans, and a ring of three spans. */
function tangledSpans(): OtlpSpan[] {
  let random = 7
  const below = (limit: number) => (random = (random * 48_271) % 2_147_483_647) % limit
  const hex = (value: number) => value.toString(16)
  const parentOf = (index: number) => {
    if (index % 41 === 0) return 'dead'
    return hex(index % 3 === 0 ? 3 * below(index / 3) + 1 : index - below(2) * 3 - 2)
  }
  const spans = Array.from({ length: 300 }, (_, index): OtlpSpan => ({
    trace: index % 3 === 0 ? 'aa' : 'bb',
    id: hex(index + 1),
    ...(index >= 6 && { parent: parentOf(index) }),
    start: index,
    end: index + 5,
  }))
  const ring = [
    ['f01', 'f02'],
    ['f02', 'f03'],
    ['f03', 'f01'],
  ].map(([id = '', parent = ''], start): OtlpSpan => ({ trace: 'cc', id, parent, start }))
  return [...spans, ...ring]
}

const distances = (macro: string) => `
  SELECT s.trace_id || s.span_id AS one, r.trace_id || r.span_id AS other, r.distance
  FROM spans s, ${macro}(trace_id, span_id) r ORDER BY ALL`

test('ancestors and descendants of a span are those that its tree is drawn with', async () => {
  await scene.import([await scene.write('tangled.json', otlpLine('web', tangledSpans()))])
  const rows = await scene.query('SELECT span_row, parent_row, trace_id || span_id AS id FROM store.spans')
  const byRow = new Map(rows.map((row) => [row['span_row'], row]))
  const expected = rows.flatMap((row) => {
    const above: { one: unknown; other: unknown; distance: number }[] = []
    for (let at = byRow.get(row['parent_row']); at; at = byRow.get(at['parent_row'])) {
      above.push({ one: row['id'], other: at['id'], distance: above.length + 1 })
    }
    return above
  })
  expect(expected.length).toBeGreaterThan(rows.length)
  expect(expected.filter(({ one }) => String(one).startsWith('0'.repeat(30) + 'cc')).length).toBe(3)
  const order = (list: Record<string, unknown>[]) => list.map((row) => JSON.stringify(row)).sort()
  expect(order(await scene.query(distances('ancestors_of')))).toEqual(order(expected))
  const turned = expected.map(({ one, other, distance }) => ({ one: other, other: one, distance }))
  expect(order(await scene.query(distances('descendants_of')))).toEqual(order(turned))
  expect(await scene.query(`DESCRIBE FROM ancestors_of('', '')`)).toEqual([
    expect.objectContaining({ column_name: 'distance', column_type: 'INTEGER' }),
    ...(await scene.query('DESCRIBE spans')),
  ])
})

test('a chain of many spans is not walked step by step', async () => {
  const length = 20_000
  const chain = Array.from({ length }, (_, index) => ({
    id: (index + 1).toString(16),
    ...(index > 0 && { parent: index.toString(16) }),
    start: index,
  }))
  await scene.import([await scene.write('chain.json', otlpLine('web', chain))])
  const started = performance.now()
  expect(
    await scene.query(`
      SELECT (SELECT max(distance) FROM descendants_of(t, top)) AS below, (SELECT max(distance) FROM ancestors_of(t, last)) AS above
      FROM (SELECT any_value(trace_id) AS t, min(span_id) AS top, max(span_id) AS last FROM spans)`),
  ).toEqual([{ below: length - 1, above: length - 1 }])
  expect(performance.now() - started).toBeLessThan(5_000)
})
