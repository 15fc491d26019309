import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { traceColumns } from '../../main/queries/traceColumns'
import { spanIdAt } from '../../preload/contract/spanIds'
import { PROBLEMS, SPAN_KINDS, STATUSES, type TraceColumns } from '../../preload/contract/trace'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { insertSpans } from '../support/insertSpans'
import { idsOf } from '../support/idsOf'
import { never } from '../support/never'

/** The tree as text: indentation, id without its padding, times, what is wrong. */
function drawn(trace: TraceColumns): string[] {
  return idsOf(trace).map((id, place) => {
    const bits = trace.problems[place] ?? 0
    return [
      '  '.repeat(trace.depth[place] ?? 0) + id.replace(/^0+/, ''),
      `${trace.start[place]}+${trace.duration[place]}`,
      ...PROBLEMS.filter((_, bit) => bits & (1 << bit)),
    ].join(' ')
  })
}

describe('a trace as columns', () => {
  let archive: WrittenArchive
  let reader: ArchiveReader

  beforeAll(async () => {
    archive = await archiveOf([
      {
        trace: '5b8e',
        id: 'c',
        parent: 'a',
        service: 'mail',
        name: 'send',
        start: 1_040,
        duration: 60,
        kind: 'producer',
        status: 'error',
      },
      {
        trace: '5b8e',
        id: 'a',
        service: 'shop',
        name: 'GET /',
        start: 1_000,
        duration: 200,
        kind: 'server',
        events: [
          { time: 1, name: 'x' },
          { time: 2, name: 'y' },
        ],
      },
      { trace: '77', id: 'a', start: 5, duration: 2 },
      {
        trace: '5b8e',
        id: 'b',
        parent: 'a',
        service: 'cart',
        name: 'send',
        start: 1_010,
        duration: null,
        problems: ['not_ended'],
        links: [{ trace: '77', id: 'a' }],
      },
      {
        trace: '5b8e',
        id: 'd',
        parent: 'b',
        service: 'cart',
        name: 'read',
        start: 999_999_999,
        duration: 1,
        problems: ['outside_parent', 'duplicate_id'],
      },
      { trace: '5b8e', id: 'e', parent: 'gone', start: 1_005, duration: 1, problems: ['orphan'] },
      { trace: '5b8e', id: 'f', parent: 'c', start: null, duration: null, problems: ['no_start'] },
      { trace: 'Lost', id: '1', parent: 'beef', drawnParent: null, start: 10, duration: 5, problems: ['orphan'] },
      { trace: 'Lost', id: '2', parent: '1', start: 11, duration: 2 },
      { trace: 'Lost', id: '3', start: 12, duration: 1 },
      { trace: 'Lost', id: '4', parent: 'cafe', drawnParent: null, start: 13, duration: 1, problems: ['orphan'] },
      { trace: 'Lost', id: '5', parent: 'beef', drawnParent: null, start: 14, duration: 1, problems: ['orphan'] },
      { trace: 'Cycle', id: 'a', parent: 'b', drawnParent: null, start: 50, duration: 3, problems: ['cycle_cut'] },
      { trace: 'Cycle', id: 'b', parent: 'a', start: 60, duration: 3 },
    ])
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })
  const columns = (traceId: string) => traceColumns(reader, { traceId }, never)

  test('comes in tree order, each span with its exact times and problems', async () => {
    expect(drawn(await columns('5b8e'))).toEqual([
      'a 0+200',
      '  b 10+NaN not_ended',
      '    d 999998999+1 duplicate_id outside_parent',
      '  c 40+60',
      '    f NaN+NaN no_start',
      'e 5+1 orphan',
    ])
  })

  test('has all columns', async () => {
    const trace = await columns('5b8e')
    expect(trace).toMatchObject({
      traceId: paddedTraceId('5b8e'),
      startTime: ARCHIVE_START + 1_000n,
      durationNs: 999_999_000,
      spanCount: 6,
    })
    const texts = (indexes: Int32Array, values: string[]) => Array.from(indexes, (index) => values[index])
    expect(texts(trace.service, trace.services)).toEqual(['shop', 'cart', 'cart', 'mail', 'shop', 'shop'])
    expect(texts(trace.name, trace.names)).toEqual(['GET /', 'send', 'read', 'send', 'work', 'work'])
    expect(trace.services.toSorted()).toEqual(['cart', 'mail', 'shop'])
    expect(Array.from(trace.kind, (kind) => SPAN_KINDS[kind])).toEqual([
      'server',
      'internal',
      'internal',
      'producer',
      'internal',
      'internal',
    ])
    expect(Array.from(trace.status, (status) => STATUSES[status])).toEqual([
      'unset',
      'unset',
      'unset',
      'error',
      'unset',
      'unset',
    ])
    expect([...trace.parent]).toEqual([-1, 0, 1, 0, 3, -1])
    expect([...trace.childCount]).toEqual([2, 1, 0, 1, 0, 0])
    expect([...trace.descendantCount]).toEqual([4, 1, 0, 1, 0, 0])
    expect([...trace.selfTime]).toEqual([200, NaN, 1, 60, NaN, 1])
    expect([...trace.criticalPath]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...trace.eventCount]).toEqual([2, 0, 0, 0, 0, 0])
    expect([...trace.linkCount]).toEqual([0, 1, 0, 0, 0, 0])
  })

  test('starts with the span at which a cycle was cut', async () => {
    expect(drawn(await columns('Cycle'))).toEqual(['a 0+3 cycle_cut', '  b 10+3'])
  })

  test('has the children of a missing parent together, where the first of them is', async () => {
    const trace = await columns('Lost')
    expect(drawn(trace)).toEqual(['1 0+5 orphan', '  2 1+2', '5 4+1 orphan', '3 2+1', '4 3+1 orphan'])
    expect(trace.missingParentIds).toEqual([paddedSpanId('beef'), paddedSpanId('cafe')])
    expect([...trace.missingParentFirst]).toEqual([0, 4])
    expect([...trace.missingParentNext]).toEqual([3, 5])
    expect((await columns('Cycle')).missingParentIds).toEqual([])
  })

  test('is found by any unambiguous beginning, in any form', async () => {
    for (const id of ['5b8e', '5B8', '005b8e', paddedTraceId('5b8e')]) expect((await columns(id)).spanCount).toBe(6)
    expect((await columns('cyc')).spanCount).toBe(2)
    await expect(columns('beef')).rejects.toMatchObject({ failure: { code: 'trace_not_found', traceId: 'beef' } })
    await expect(columns('')).rejects.toMatchObject({ failure: { code: 'trace_not_found' } })
    await expect(columns('0')).rejects.toMatchObject({
      failure: { code: 'trace_ambiguous', matches: [paddedTraceId('77'), paddedTraceId('5b8e')] },
    })
  })
})

describe('a trace of 100,000 spans', () => {
  const COUNT = 100_000
  let archive: WrittenArchive
  let reader: ArchiveReader

  beforeAll(async () => {
    const spans = (key: number, parent: string) => `
      SELECT ${key}, i * 50 + ${key}, ${parent}, lpad('${key + 1}', 32, '0'), lpad(i::VARCHAR, 16, '0'), NULL, NULL, 'shop', 'work ' || i % 7,
        'internal', make_timestamp_ns(1000000000 + i), make_timestamp_ns(1000000005 + i), 5, 'unset', NULL, MAP {}, '', MAP {}, '',
        NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 5, 0, false, [], 1
      FROM range(${COUNT}) AS numbers(i)`
    archive = await archiveOf([], async (connection) => {
      await insertSpans(connection, spans(0, `CASE WHEN i > 0 THEN (i - 1) * 50 END`))
      await insertSpans(connection, spans(1, `CASE WHEN i > 0 THEN 1 END`))
      await connection.run(`
        INSERT INTO store.traces
        SELECT trace_key, any_value(trace_id), '', '', min(start_time), 5, count(*), 0, 1, 0, 0, min(span_row), max(span_row) FROM store.spans GROUP BY 1`)
    })
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  test('may be a chain', async () => {
    const chain = await traceColumns(reader, { traceId: '1' }, never)
    expect(chain.spanCount).toBe(COUNT)
    expect(chain.depth[COUNT - 1]).toBe(COUNT - 1)
    expect(spanIdAt(chain.spanIds, COUNT - 1)).toBe('0000000000099999')
    expect(chain.names[chain.name[COUNT - 1] ?? -1]).toBe(`work ${(COUNT - 1) % 7}`)
  })

  test('may be a fan', async () => {
    const fan = await traceColumns(reader, { traceId: '2' }, never)
    expect(fan.childCount[0]).toBe(COUNT - 1)
    expect(fan.parent.slice(1).every((parent) => parent === 0)).toBe(true)
    expect([...fan.start]).toEqual(Array.from({ length: COUNT }, (_, i) => i))
  })
})
