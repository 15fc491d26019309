import { afterEach, describe, expect, it } from 'vitest'
import type { ArchiveSummary, FileReport, ImportProblem } from '../../preload/contract/archive'
import { formatName } from '../../renderer/frame/formatName'
import { globalKey, type Key } from '../../renderer/frame/globalKey'
import { problemPlace } from '../../renderer/frame/problemPlace'
import { progressWords } from '../../renderer/frame/progressWords'
import { summaryFigures } from '../../renderer/frame/summaryFigures'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'

describe('globalKey', () => {
  const views = [
    { id: 'traces', shortcut: '1' },
    { id: 'trace', shortcut: null },
  ]
  const press = (key: string, held: Partial<Key> = {}): Key => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  })

  it('leads to views, to the keys and to files', () => {
    expect(globalKey(press('1'), views, false)).toEqual({ does: 'view', view: 'traces' })
    expect(globalKey(press('1', { ctrlKey: true }), views, true)).toEqual({ does: 'view', view: 'traces' })
    expect(globalKey(press('?', { shiftKey: true }), views, false)).toEqual({ does: 'help' })
    expect(globalKey(press('o', { metaKey: true }), views, true)).toEqual({ does: 'open', kind: 'files' })
    expect(globalKey(press('O', { ctrlKey: true, shiftKey: true }), views, false)).toEqual({
      does: 'open',
      kind: 'folder',
    })
  })

  it('leaves plain keys to whoever writes, and unknown ones to everybody', () => {
    for (const key of [press('1'), press('?', { shiftKey: true })]) expect(globalKey(key, views, true)).toBeUndefined()
    for (const key of [press('9'), press('o'), press('1', { altKey: true })])
      expect(globalKey(key, views, false)).toBeUndefined()
  })
})

describe('progressWords', () => {
  it('tells an import with units', () => {
    const words = progressWords({
      kind: 'importing',
      progress: {
        phase: 'reading',
        bytesRead: 9_812_000,
        bytesTotal: 22_400_000,
        spans: 26_120,
        filesDone: 1,
        filesTotal: 3,
        elapsedMs: 4_210,
        leftMs: 95_300,
      },
    })
    expect(words.fraction).toBeCloseTo(0.438, 3)
    expect(words.phases.map(({ state }) => state)).toEqual(['done', 'now', 'ahead', 'ahead'])
    expect(Object.fromEntries(words.figures.map(({ label, value }) => [label, value]))).toEqual({
      Read: '9.81 MB of 22.4 MB',
      'Spans so far': '26,120',
      Files: '1 of 3',
      Speed: '2.33 MB/s',
      Elapsed: '5 s',
      'Time left': 'about 1 m 36 s',
    })
  })

  it('claims no fraction where there is none', () => {
    expect(progressWords({ kind: 'asking' }).fraction).toBeNull()
    expect(progressWords({ kind: 'uploading', fileCount: 1, sentBytes: 0, totalBytes: 0 }).fraction).toBeNull()
    expect(progressWords({ kind: 'uploading', fileCount: 1, sentBytes: 3, totalBytes: 4 }).fraction).toBe(0.75)
  })
})

describe('summaryFigures', () => {
  const start = 1_706_702_400_000_000_000n
  const summary: ArchiveSummary = {
    path: '/a.duckdb',
    formatVersion: 1,
    createdAt: start,
    byteCount: 23_400_000,
    spanCount: 60_112,
    traceCount: 2_013,
    serviceCount: 12,
    errorCount: 431,
    logCount: 0,
    firstStart: start,
    lastEnd: start + 18_000_000_000_000n,
    fileCount: 3,
    mergedCount: 12,
    rejectedCount: 21,
    files: [],
    problems: [],
  }
  const figures = (given: ArchiveSummary | undefined) =>
    Object.fromEntries(summaryFigures(null, given).map(({ label, value }) => [label, value]))
  afterEach(() => timeDisplay.choose('local'))

  it('tell what is in an archive', () => {
    timeDisplay.choose('utc')
    expect(figures(summary)).toEqual({
      Traces: '2,013',
      Spans: '60,112',
      Services: '12',
      'Spans with errors': '431',
      'Time range (UTC)': '2024-01-31 12:00:00 – 17:00:00',
      Lasting: '5 h 00 m',
      Files: '3',
      'Left out': '21',
      Merged: '12',
      'Size of the archive': '23.4 MB',
      'Imported on': '2024-01-31 12:00',
    })
  })

  it('name both days of a longer range, and do without times', () => {
    timeDisplay.choose('utc')
    const long = figures({ ...summary, lastEnd: start + 90_000_000_000_000n })
    expect(long['Time range (UTC)']).toBe('2024-01-31 12:00:00 – 2024-02-01 13:00:00')
    const timeless = figures({ ...summary, firstStart: null, lastEnd: null })
    expect([timeless['Time range (UTC)'], timeless['Lasting']]).toEqual(['no span has a time', '–'])
  })

  it('wait for what is not known yet', () => {
    expect(figures(undefined)['Spans']).toBe('…')
  })
})

describe('problemPlace', () => {
  const problem: ImportProblem = {
    path: '/a',
    code: 'x',
    message: 'x',
    occurrences: 1,
    firstPosition: 20_911,
    sample: null,
  }
  const file: FileReport = { path: '/a', format: '', bytes: 1, records: 1, spans: 0, merged: 0, rejected: 1 }

  it('is a line of text, a byte of anything else, or the file alone', () => {
    expect(problemPlace(problem, [{ ...file, format: 'jaeger_json' }])).toBe('/a, line 20,911')
    expect(problemPlace(problem, [{ ...file, format: 'otlp_protobuf' }])).toBe('/a, byte 20,911')
    expect(problemPlace({ ...problem, firstPosition: null }, [file])).toBe('/a')
  })
})

describe('formatName', () => {
  it('is what people call the format', () => {
    expect(['otlp_json', 'jaeger_json', 'zipkin_json', ''].map(formatName)).toEqual([
      'OTLP JSON',
      'Jaeger JSON',
      'Zipkin JSON',
      '',
    ])
  })
})
