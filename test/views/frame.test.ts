import { afterEach, describe, expect, it } from 'vitest'
import type { ArchiveSummary, FileReport, ImportProblem } from '../../preload/contract/archive'
import type { Failure } from '../../preload/contract/failure'
import { chipWords } from '../../renderer/frame/chipWords'
import { choiceAt, dropChoices } from '../../renderer/frame/dropChoices'
import { formatName } from '../../renderer/frame/formatName'
import { importTitle } from '../../renderer/frame/importTitle'
import { jobState } from '../../renderer/frame/jobState'
import { problemGroups } from '../../renderer/frame/problemGroups'
import { problemPlace } from '../../renderer/frame/problemPlace'
import { progressWords } from '../../renderer/frame/progressWords'
import { summaryFigures } from '../../renderer/state/summaryFigures'
import { groupedByTop, nameOfFiles, nameOfPaths } from '../../renderer/state/nameOfFiles'
import { OpeningJob, type OpeningStep } from '../../renderer/state/OpeningJob.svelte'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'

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
        leftMs: 93_300,
      },
      pace: { share: 0.043, leftMs: 95_300, bytesPerSecond: 2_330_000 },
    })
    expect([words.title, words.fraction]).toEqual(['Importing…', 0.043])
    expect(words.phases.map(({ state }) => state)).toEqual(['done', 'now', 'ahead', 'ahead'])
    expect(Object.fromEntries(words.figures.map(({ label, value }) => [label, value]))).toEqual({
      Read: '9.81 MB of 22.4 MB',
      'Spans so far': '26,120',
      Files: '1 of 3',
      Speed: '2.33 MB/s',
      Elapsed: '5 s',
      'Time left': 'about 1 m 40 s',
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
      Rejected: '21',
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
    const endless = figures({ ...summary, lastEnd: null })
    expect([endless['Time range (UTC)'], endless['Lasting']]).toEqual(['2024-01-31 12:00:00, no span has an end', '–'])
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

  it('is a line of text, a byte of anything else, or none', () => {
    expect(problemPlace(problem, [{ ...file, format: 'jaeger_json' }])).toBe('line 20,911')
    expect(problemPlace(problem, [{ ...file, format: 'jaeger_proto_json' }])).toBe('line 20,911')
    expect(problemPlace(problem, [{ ...file, format: 'otlp_protobuf' }])).toBe('byte 20,911')
    expect(problemPlace(problem, [{ ...file, format: 'zipkin_proto3' }])).toBe('byte 20,911')
    expect(problemPlace({ ...problem, firstPosition: null }, [file])).toBeNull()
  })
})

describe('problemGroups', () => {
  const problem = (path: string, code: string, occurrences: number): ImportProblem => {
    return { path, code, message: `about ${code}`, occurrences, firstPosition: 1, sample: null }
  }

  it('unite files by cause, the most frequent first', () => {
    const groups = problemGroups([problem('/a', 'x', 2), problem('/a', 'y', 4), problem('/b', 'x', 3)])
    expect(groups.map(({ code, occurrences, places }) => [code, occurrences, places.map(({ path }) => path)])).toEqual([
      ['x', 5, ['/a', '/b']],
      ['y', 4, ['/a']],
    ])
  })
})

describe('dropChoices', () => {
  const offered = (count: number, archive?: string) => dropChoices(count, archive).map(({ does }) => does)

  it('depend on how much is dropped, and on whether an archive is shown', () => {
    expect(offered(1)).toEqual(['open'])
    expect(offered(3)).toEqual(['open', 'openEach'])
    expect(offered(1, 'shop')).toEqual(['open', 'add'])
    expect(offered(2, 'shop')).toEqual(['open', 'openEach', 'add'])
  })

  it('lie side by side', () => {
    expect([0, 479, 480, 1_439, 1_440, -1].map((x) => choiceAt(x, 1_440, 3))).toEqual([0, 0, 1, 2, 2, 0])
  })
})

describe('imports in the background', () => {
  const importing: OpeningStep = {
    kind: 'importing',
    progress: {
      phase: 'reading',
      bytesRead: 1,
      bytesTotal: 2,
      spans: 1,
      filesDone: 0,
      filesTotal: 1,
      elapsedMs: 1,
      leftMs: 1,
    },
    pace: { share: 0.429, leftMs: 12_000, bytesPerSecond: 1 },
  }
  const failure: Failure = { code: 'file_unreadable', path: '/x', problem: 'gone' }
  const running = { running: true, failure: undefined }

  it('are told in the bar', () => {
    const shop = { name: 'shop', step: importing }
    expect(chipWords([running], shop)).toEqual({ text: 'shop 42 %', tone: 'running', fraction: 0.429 })
    expect(chipWords([running, running, { running: false, failure }], shop).text).toBe(
      'shop 42 % · 1 waiting · 1 failed',
    )
    const waiting = { name: 'shop', step: { kind: 'waiting', ahead: 1 } as const }
    expect(chipWords([running], waiting)).toEqual({ text: 'shop', tone: 'running', fraction: null })
    expect(
      chipWords(
        [
          { running: false, failure },
          { running: false, failure: undefined },
        ],
        undefined,
      ),
    ).toEqual({
      text: '1 import done · 1 import failed',
      tone: 'failed',
      fraction: null,
    })
  })

  it('are told in the queue', () => {
    const state = (step: OpeningStep) => jobState({ step, cancelling: false, outcome: undefined })
    expect(state({ kind: 'waiting', ahead: 1 })).toBe('Next in line')
    expect(state({ kind: 'waiting', ahead: 3 })).toBe('3 before it')
    expect(state({ kind: 'uploading', fileCount: 1, sentBytes: 1, totalBytes: 3 })).toBe('33 % handed over')
    expect(state(importing)).toBe('42 %, about 12 s left')
    expect(jobState({ step: importing, cancelling: true, outcome: undefined })).toBe('Stopping…')
    expect(jobState({ step: importing, cancelling: false, outcome: { failure } })).toBe('The file cannot be read')
  })

  it('are told in the title of the window', () => {
    const job = new OpeningJob({ name: 'shop', into: null, ask: () => Promise.resolve({ failure }) })
    expect(importTitle({ current: undefined })).toBe('')
    expect(importTitle({ current: job })).toBe('')
    job.linger(importing)
    expect(importTitle({ current: job })).toBe('42 % shop')
  })
})

describe('names of what is opened', () => {
  const file = (name: string, webkitRelativePath = '') => Object.assign(new File([], name), { webkitRelativePath })

  it('are the last parts of paths', () => {
    expect(nameOfPaths(['/a/b.json'])).toBe('b.json')
    expect(nameOfPaths(['C:\\traces\\b.json', 'C:\\traces\\c.json'])).toBe('b.json and 1 more')
    expect(nameOfPaths(['/a/folder/'])).toBe('folder')
    expect(nameOfPaths(['/'])).toBe('/')
  })

  it('are those of folders where folders were given', () => {
    expect(nameOfFiles([file('x', 'runs/1/x'), file('y', 'runs/y')])).toBe('runs')
    expect(nameOfFiles([file('x', 'runs/1/x'), file('y')])).toBe('runs and 1 more')
    const groups = groupedByTop([file('x', 'runs/1/x'), file('z'), file('y', 'runs/y')])
    expect(groups.map((group) => group.map(({ name }) => name))).toEqual([['x', 'y'], ['z']])
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
