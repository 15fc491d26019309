import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { traceCommand } from '../../main/commands/trace'
import { extractDocument } from '../../main/export/extract/extractDocument'
import type { ExtractReport, Redaction } from '../../preload/contract/extract'
import { failureOf } from '../../preload/contract/failure'
import { ImportScene } from '../import/ImportScene'
import { importInto, query } from '../import/importInto'
import { never } from '../support/never'
import { awkwardTraces } from '../support/awkwardTraces'
import { secretTraces, SECRETS } from './secretTraces'

const scene = new ImportScene()
const at = (name: string) => join(scene.folder, name)

function extract(
  format: 'otlp' | 'jaeger' | 'zipkin',
  given: { query?: string; redactions?: Redaction[]; into?: string; signal?: AbortSignal } = {},
): Promise<ExtractReport> {
  const { query = '', redactions = [], into = at('out.json'), signal = new AbortController().signal } = given
  const selection = { filter: { query, from: null, to: null, limit: null, selection: null }, traceId: null }
  const options = { archive: scene.archive, into, selection, redactions, signal, onProgress: () => undefined }
  return extractDocument(format, options)
}

/** The rows of a query on what was written, imported anew. */
async function again(text: string): Promise<Record<string, unknown>[]> {
  await importInto(scene.workers, at('again.duckdb'), [at('out.json')])
  return query(at('again.duckdb'), text)
}

beforeEach(async () => {
  await scene.import([
    await scene.write('awkward.json', awkwardTraces()),
    await scene.write('secret.json', secretTraces()),
  ])
})

test('many traces as OTLP are the same traces when they are imported again', async () => {
  const report = await extract('otlp')
  const spans = 'SELECT * EXCLUDE (file_id) FROM spans ORDER BY ALL'
  expect(await again(spans)).toEqual(await scene.query(spans))
  const logs = "FROM logs WHERE trace_id <> '' ORDER BY ALL"
  expect(await query(at('again.duckdb'), logs)).toEqual(await scene.query(logs))
  expect(report).toMatchObject({ traces: 4, spans: 31, logs: 3, redacted: [], notFound: [] })
})

test.each(['jaeger', 'zipkin'] as const)('many traces as %s are those traces one by one', async (format) => {
  await extract(format)
  const listOf = async (name: string): Promise<unknown[]> => {
    const read: { data: unknown[] } | unknown[] = JSON.parse(await readFile(at(name), 'utf8'))
    return 'data' in read ? read.data : read
  }
  const expected: unknown[] = []
  for (const { trace_id } of await scene.query('SELECT trace_id FROM store.traces ORDER BY trace_key')) {
    const wanted = { archive: scene.archive, traceId: String(trace_id), format, output: at('one.json'), signal: never }
    await traceCommand(wanted)
    expected.push(...(await listOf('one.json')))
  }
  expect(await listOf('out.json')).toEqual(expected)
})

test('what is redacted is nowhere in a document', async () => {
  const drop = (key: string): Redaction => ({ key, action: 'drop' })
  const hash = (key: string): Redaction => ({ key, action: 'hash' })
  for (const format of ['otlp', 'jaeger', 'zipkin'] as const) {
    const report = await extract(format, {
      query: '{ name = "pay" }',
      redactions: [hash('secret.key'), drop('secret.list'), drop('messaging.*'), hash('service.name'), drop('none')],
    })
    const text = await readFile(at('out.json'), 'utf8')
    expect(
      [...SECRETS, '"shop"', '"mail"'].filter((secret) => text.includes(secret)),
      format,
    ).toEqual([])
    expect(report).toMatchObject({ traces: 1, spans: 3, notFound: ['none'] })
    const none = { spans: 0, resources: 0, scopes: 0, events: 0, links: 0, logs: 0 }
    expect(report.redacted).toEqual([
      { ...none, key: 'messaging.destination.name', action: 'drop', spans: 1 },
      {
        key: 'secret.key',
        action: 'hash',
        spans: 1,
        resources: 1,
        scopes: 1,
        events: 1,
        links: 1,
        logs: format === 'otlp' ? 1 : 0,
      },
      { ...none, key: 'secret.list', action: 'drop', spans: 1 },
      { ...none, key: 'service.name', action: 'hash', resources: format === 'otlp' ? 3 : 2 },
    ])
  }
})

test('nothing that matches is an empty document', async () => {
  expect(await extract('jaeger', { query: '{ name = "nothing" }' })).toMatchObject({ traces: 0, spans: 0 })
  expect(JSON.parse(await readFile(at('out.json'), 'utf8'))).toMatchObject({ data: [] })
})

test('the archive is never written over, and a cancelled document leaves nothing', async () => {
  const before = await scene.hash()
  const failure = (failed: Promise<unknown>) => failed.catch((error: unknown) => failureOf(error))
  expect(await failure(extract('otlp', { into: scene.archive }))).toMatchObject({ code: 'file_unwritable' })
  const controller = new AbortController()
  controller.abort()
  expect(await failure(extract('otlp', { signal: controller.signal }))).toEqual({ code: 'cancelled' })
  expect(await scene.hash()).toBe(before)
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})
