import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { selfTimes } from '../../main/analysis/selfTimes'
import { FIGURES, groupSpans, type GroupTable } from '../../renderer/views/trace/statistics/groupSpans'
import { selectNth } from '../../renderer/views/trace/statistics/selectNth'
import { sortGroups } from '../../renderer/views/trace/statistics/sortGroups'
import { Slices } from '../../renderer/views/trace/Slices'
import { jaegerSpans, type JaegerTrace } from '../analysis/jaegerSpans'
import { never } from '../support/never'
import { traceColumnsOf } from '../support/traceColumnsOf'

const slices = () => new Slices(never)

const SHOP = traceColumnsOf(`
  shop checkout    0..100
    bank charge    10..40 error
    bank charge    40..90
    bank refund    90..100 error
    mail send      50..?`)

/** A group's figures by their names. */
function figuresOf({ figures }: GroupTable, group: number) {
  return Object.fromEntries(FIGURES.map((figure) => [figure, figures[figure][group]]))
}

test('spans are grouped by a value, and within that by another', async () => {
  SHOP.selfTime.set([10, 30, 50, 10, NaN])
  const table = await groupSpans(SHOP, SHOP.service, SHOP.name, undefined, slices())
  const label = (group: number) =>
    (group < table.firstCount ? SHOP.services : SHOP.names)[table.value[group] ?? -1] ?? ''
  const listed = sortGroups(table, label, { column: 'total', descending: true }, () => true)
  expect([...listed].map(label)).toEqual(['shop', 'checkout', 'bank', 'charge', 'refund', 'mail', 'send'])
  const [, , bank = -1, charge = -1, , mail = -1] = listed
  expect(figuresOf(table, bank)).toEqual({
    spans: 3,
    errors: 2,
    total: 90,
    self: 90,
    average: 30,
    min: 10,
    p50: 30,
    p95: 50,
    max: 50,
    share: 0.9,
  })
  expect(figuresOf(table, charge)).toMatchObject({ spans: 2, errors: 1, total: 80, p50: 30, p95: 50 })
  expect(figuresOf(table, mail)).toMatchObject({ spans: 1, total: 0, average: NaN, min: NaN, p95: NaN })
})

test('only the given rows are grouped, and rows without a value are a group of their own', async () => {
  const table = await groupSpans(SHOP, Int32Array.of(0, -1, 0, -1, 0), null, Int32Array.of(1, 2, 3), slices())
  expect(table.firstCount).toBe(2)
  expect([...table.value]).toEqual([-1, 0])
  expect([...table.figures.spans]).toEqual([2, 1])
  expect([...table.figures.total]).toEqual([40, 50])
})

test('what has no figure is listed last, whichever way the table is sorted', async () => {
  const table = await groupSpans(SHOP, SHOP.service, null, undefined, slices())
  const list = (descending: boolean) =>
    [
      ...sortGroups(
        table,
        () => '',
        { column: 'max', descending },
        () => true,
      ),
    ].map((group) => SHOP.services[group])
  expect(list(true)).toEqual(['shop', 'bank', 'mail'])
  expect(list(false)).toEqual(['bank', 'shop', 'mail'])
})

test('the number at a place is that of the sorted numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), fc.nat(), (numbers, any) => {
      const place = any % numbers.length
      const found = selectNth(Float64Array.from(numbers), 0, numbers.length, place)
      expect(found).toBe(numbers.toSorted((a, b) => a - b)[place])
    }),
  )
})

test('a million spans of as many operations are grouped in slices, in linear time', async () => {
  const count = 1_000_000
  const columns = {
    spanCount: count,
    durationNs: 1e9,
    duration: Float64Array.from({ length: count }, (_, row) => (row * 7919) % 1_000_003),
    selfTime: new Float64Array(count).fill(1),
    status: new Uint8Array(count),
  }
  const one = new Int32Array(count)
  const each = Int32Array.from({ length: count }, (_, row) => row)
  const began = performance.now()
  const table = await groupSpans(columns, one, each, undefined, slices())
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(table.value.length).toBe(count + 1)
  expect(table.figures.p50[0]).toBe(columns.duration.slice().sort()[count / 2 - 1])
})

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

describe.skipIf(!traces)('as Jaeger UI’s statistics', () => {
  interface Reference {
    file: string
    traceID: string
    duration: number
    serviceStats: ({ service: string } & Record<
      'count' | 'total' | 'avg' | 'min' | 'max' | 'selfTotal' | 'percent',
      number
    >)[]
  }
  const folders: Record<string, string> = {
    traceweaver_hotel_load50: 'traceweaver/hotel_load50',
    traceweaver_media_load25: 'traceweaver/media_load25',
    traceweaver_node_load100: 'traceweaver/node_load100',
  }
  test.each(Object.keys(folders))('%s', async (name) => {
    const lines = readFileSync(join(traces, 'oracles/jaeger-ui-ref', `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
    for (const line of lines) {
      const reference: Reference = JSON.parse(line)
      const { data }: { data: JaegerTrace[] } = JSON.parse(
        readFileSync(join(traces, folders[name] ?? '', reference.file), 'utf8'),
      )
      const trace = data.find(({ traceID }) => traceID === reference.traceID)
      if (!trace) throw new Error(`${reference.file} lacks its trace`)
      const { tree, start, end } = jaegerSpans(trace)
      const services = reference.serviceStats.map(({ service }) => service)
      const columns = {
        spanCount: start.length,
        durationNs: reference.duration,
        duration: end.map((moment, row) => moment - (start[row] ?? 0)),
        selfTime: selfTimes(tree, start, end),
        status: new Uint8Array(start.length),
      }
      const service = Int32Array.from(trace.spans, ({ processID }) =>
        services.indexOf(trace.processes[processID]?.serviceName ?? ''),
      )
      const { figures, value } = await groupSpans(columns, service, null, undefined, slices())
      expect(value.length, reference.file).toBe(services.length)
      for (const [group, place] of value.entries()) {
        const expected = reference.serviceStats[place]
        const milliseconds = (figure: 'total' | 'average' | 'min' | 'max' | 'self') =>
          (figures[figure][group] ?? NaN) / 1e3
        expect(figures.spans[group]).toBe(expected?.count)
        // Jaeger UI gives hundredths, cut or rounded.
        const hundredths = (found: number, given = NaN) =>
          expect(Math.abs(found - given), `${reference.file}: ${found}, not ${given}`).toBeLessThanOrEqual(0.0101)
        hundredths(milliseconds('total'), expected?.total)
        hundredths(milliseconds('average'), expected?.avg)
        hundredths(milliseconds('min'), expected?.min)
        hundredths(milliseconds('max'), expected?.max)
        hundredths(milliseconds('self'), expected?.selfTotal)
        hundredths((figures.share[group] ?? NaN) * 100, expected?.percent)
      }
    }
  })
})
