import { expect, test } from 'vitest'
import type { ArchiveSummary, FileReport } from '../../../preload/contract/archive'
import type { DataQuality } from '../../../preload/contract/explore/quality'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { PROBLEMS } from '../../../preload/contract/trace'
import { formatsOf } from '../../../renderer/views/explore/data/formatsOf'
import { qualityLines } from '../../../renderer/views/explore/data/qualityLines'

const QUALITY: DataQuality = {
  spanCount: 100,
  problems: PROBLEMS.map((problem, bit) => ({ problem, spanCount: bit })),
  zeroDuration: 20,
  withoutService: 21,
  droppedAttributes: { spanCount: 22, count: 1 },
  droppedEvents: { spanCount: 0, count: 0 },
  droppedLinks: { spanCount: 0, count: 0 },
  earlierThanCaller: 23,
  clockPairs: [],
}

const SUMMARY: ArchiveSummary = {
  path: '/shop.duckdb',
  formatVersion: 1,
  createdAt: 0n,
  byteCount: 0,
  spanCount: 100,
  traceCount: 1,
  serviceCount: 1,
  errorCount: 0,
  logCount: 0,
  firstStart: null,
  lastEnd: null,
  fileCount: 1,
  mergedCount: 5,
  rejectedCount: 15,
  files: [],
  problems: [],
}

test('every figure has a line, and a query that can be asked or one statement', () => {
  const lines = qualityLines(QUALITY, SUMMARY)
  const counts = lines.map(({ count }) => count).sort((a, b) => a - b)
  expect(counts).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 15, 20, 21, 22, 23])
  for (const { title, shows } of lines) {
    if ('query' in shows) expect([title, parseTraceQL(shows.query).problems]).toEqual([title, []])
    else expect([title, shows.statement.includes(';')]).toEqual([title, false])
  }
  expect(lines.find(({ title }) => title === 'Rejected records')).toMatchObject({ count: 15, total: 120 })
  expect(lines.find(({ title }) => title === 'Dropped attributes')?.meaning).toContain('1 attribute,')
})

test('what the files say is left out until it is known', () => {
  const titles = qualityLines(QUALITY, undefined).map(({ title }) => title)
  expect(titles).toContain('Missing parents')
  expect(titles).not.toContain('Merged records')
})

test('files are summed up by format', () => {
  const file = (format: string, bytes: number, rejected: number): FileReport => ({
    path: `${format}-${bytes}`,
    format,
    bytes,
    records: 10,
    spans: 10 - rejected,
    merged: 0,
    rejected,
  })
  expect(formatsOf([file('otlp_json', 5, 0), file('zipkin', 7, 1), file('otlp_json', 6, 2)])).toEqual([
    { format: 'otlp_json', files: 2, bytes: 11, records: 20, spans: 18, merged: 0, rejected: 2 },
    { format: 'zipkin', files: 1, bytes: 7, records: 10, spans: 9, merged: 0, rejected: 1 },
  ])
})
