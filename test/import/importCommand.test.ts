import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { importCommand } from '../../main/commands/import'
import { progressLine } from '../../main/commands/progressLine'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import type { Pace } from '../../preload/contract/ImportPace'
import type { Result } from '../../preload/contract/channel'

const report: ImportReport = {
  archive: '/data/a.duckdb',
  spans: 1_200,
  traces: 20,
  services: 1,
  logs: 0,
  elapsedMs: 1_234,
  files: [
    { path: '/x/one.json', format: 'otlp_json', bytes: 900, records: 1_203, spans: 1_200, merged: 3, rejected: 0 },
  ],
  problems: [],
}
const progress: ImportProgress = {
  phase: 'reading',
  bytesRead: 5_000_000,
  bytesTotal: 20_000_000,
  spans: 6_000,
  filesDone: 0,
  filesTotal: 1,
  elapsedMs: 1_000,
  leftMs: 6_000,
}
const pace: Pace = { share: 1 / 7, leftMs: 6_000, bytesPerSecond: 5_000_000 }
const unknown: Pace = { share: null, leftMs: null, bytesPerSecond: null }

test('prints the document and nothing else', async () => {
  const { status, stdout, stderr } = await run({ value: report }, { json: true })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({
    archive: '/data/a.duckdb',
    spans: 1_200,
    traces: 20,
    services: 1,
    logs: 0,
    elapsed_ms: 1_234,
    files: [
      { path: '/x/one.json', format: 'otlp_json', bytes: 900, records: 1_203, spans: 1_200, merged: 3, rejected: 0 },
    ],
    problems: [],
  })
})

test('says what was imported and what was not', async () => {
  const problem = {
    path: '/x/two.txt',
    code: 'not_recognised',
    message: 'it looks like plain text',
    occurrences: 1,
    firstPosition: null,
    sample: null,
  }
  const rejected = {
    path: '/x/one.json',
    code: 'bad_span',
    message: 'a span without an id',
    occurrences: 2,
    firstPosition: 17,
    sample: '{}',
  }
  const { status, stdout } = await run({ value: { ...report, problems: [problem, rejected] } }, {})
  expect(status).toBe(3)
  expect(stdout).toBe(
    [
      '1,200 spans from 1 file, 3 reports merged in 1.23 s',
      '/data/a.duckdb: 20 traces, 1,200 spans, 1 service',
      '  /x/two.txt: it looks like plain text',
      '  /x/one.json: a span without an id (2 times, first at 17)',
      '',
    ].join('\n'),
  )
})

test('rejected records end in 3, notices in 0', async () => {
  const file = { path: '/x/one.json', format: 'otlp_json', bytes: 1, records: 1, spans: 0, merged: 0, rejected: 1 }
  const notice = {
    path: '/x/one.json',
    code: 'metrics_left_out',
    message: 'metrics',
    occurrences: 1,
    firstPosition: null,
    sample: null,
  }
  expect((await run({ value: { ...report, files: [file] } }, {})).status).toBe(3)
  expect((await run({ value: { ...report, problems: [notice] } }, {})).status).toBe(0)
})

test('a failure is one line on stderr', async () => {
  expect(await run({ failure: { code: 'import_failed', path: '/x', problem: 'two\nlines' } }, { json: true })).toEqual({
    status: 1,
    stdout: '',
    stderr: 'traceloupe: /x: import failed: two lines\n',
  })
  expect(await run({ failure: { code: 'cancelled' } }, {})).toEqual({ status: 130, stdout: '', stderr: '' })
})

test('progress is shown on a terminal alone, and cleared', async () => {
  expect((await run({ value: report }, { isTTY: true })).stderr).toBe(
    `\r\u001B[K${progressLine(progress, pace, 80)}\r\u001B[K`,
  )
  expect((await run({ value: report }, {})).stderr).toBe('')
})

test('the progress line fits: bar, share, speed, spans and the time left', () => {
  expect(progressLine(progress, pace, 100)).toBe(
    'reading [####                          ]  14 %  5.00 MB/s  6,000 spans  6 s left',
  )
  expect(progressLine(progress, pace, 70)).toBe('reading [##                ]  14 %  5.00 MB/s  6,000 spans  6 s left')
  expect(progressLine({ ...progress, phase: 'looking', spans: 0 }, unknown, 60)).toBe(
    'looking [                              ]   – %  0 spans',
  )
  expect(progressLine(progress, pace, 40)).toHaveLength(39)
  expect(progressLine(progress, pace, 0)).toBe('')
})

async function run(result: Result<ImportReport>, { json = false, isTTY = false }: { json?: boolean; isTTY?: boolean }) {
  const written = { stdout: '', stderr: '' }
  const into = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _, done) {
        written[name] += String(chunk)
        done()
      },
    })
  const status = await importCommand({
    paths: ['/x'],
    into: '/data/a.duckdb',
    json,
    signal: new AbortController().signal,
    run: (_, { onProgress }) => {
      onProgress?.(progress)
      return Promise.resolve(result)
    },
    stdout: into('stdout'),
    stderr: Object.assign(into('stderr'), { isTTY, columns: 80 }),
  })
  return { status, ...written }
}
