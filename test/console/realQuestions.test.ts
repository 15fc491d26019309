import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { QUESTIONS } from '../../renderer/views/sql/library/questions'
import { builtWorkers } from '../import/builtWorkers'
import { questionScene, type QuestionScene } from './questionScene'
import { groupsOf, picked, quantile, sum } from './reckon'

/** As much of Jaeger's JSON as is reckoned with here; durations are microseconds. */
interface JaegerTrace {
  traceID: string
  processes: Record<string, { serviceName: string }>
  spans: {
    spanID: string
    operationName: string
    duration: number
    processID: string
    references: { spanID: string; refType: string }[]
  }[]
}

const traces = process.env['TRACELOUPE_TRACES'] ?? ''
const hotel = join(traces, 'derived/hotel_load50-300.jaeger-merged.json')

describe.skipIf(traces === '')('the hotel’s 300 traces (TRACELOUPE_TRACES)', () => {
  const workers = builtWorkers()
  const limit = { type: 'number', value: '1000' } as const
  let scene: QuestionScene
  let spans: { key: string[]; id: string; parent: string | undefined; ns: number }[]

  beforeAll(async () => {
    scene = await questionScene(workers, (path) => copyFile(hotel, path))
    const { data }: { data: JaegerTrace[] } = JSON.parse(await readFile(hotel, 'utf8'))
    spans = data.flatMap((trace) =>
      trace.spans.map((span) => ({
        key: [trace.processes[span.processID]?.serviceName ?? '', span.operationName],
        id: `${trace.traceID}/${span.spanID}`,
        parent: span.references.map(({ spanID }) => `${trace.traceID}/${spanID}`)[0],
        ns: span.duration * 1000,
      })),
    )
  })
  afterAll(() => scene.close())

  test('every question can be asked', async () => {
    for (const { id } of QUESTIONS) expect(await scene.answer(id), id).toBeInstanceOf(Array)
  })

  test('operations are as slow as the file says', async () => {
    const expected = [...groupsOf(spans, ({ key }) => key).values()].map((group) => ({
      service_name: group[0]?.key[0],
      name: group[0]?.key[1],
      calls: group.length,
      p95_ns: quantile(
        group.map(({ ns }) => ns),
        0.95,
      ),
      total_ns: sum(group.map(({ ns }) => ns)),
    }))
    const columns = Object.keys(expected[0] ?? {})
    expect(expected.length).toBe(11)
    expect(picked(await scene.answer('slowestOperations', { limit }), columns)).toEqual(picked(expected, columns))
  })

  test('spans have as many below them as name them', async () => {
    const below = groupsOf(spans, ({ parent }) => [parent])
    const childCount = (id: string) => below.get(JSON.stringify([id]))?.length ?? 0
    const expected = [...groupsOf(spans, ({ key }) => key).values()]
      .map((group) => ({
        service_name: group[0]?.key[0],
        name: group[0]?.key[1],
        most_children: Math.max(...group.map(({ id }) => childCount(id))),
      }))
      .filter(({ most_children }) => most_children > 0)
    const columns = Object.keys(expected[0] ?? {})
    expect(picked(await scene.answer('fanOut', { limit }), columns)).toEqual(picked(expected, columns))
  })
})
