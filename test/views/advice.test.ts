import { describe, expect, it } from 'vitest'
import type { Failure } from '../../preload/contract/failure'
import { adviceOn } from '../../renderer/state/advice'

const path = '/data/shop.json'
const failures: Failure[] = [
  { code: 'cancelled' },
  { code: 'bad_request', request: 'x', problem: 'p' },
  { code: 'unknown_request', request: 'x' },
  { code: 'connection_closed', request: 'x' },
  { code: 'host_ended', host: 'import', reason: 'memory', detail: '' },
  { code: 'host_ended', host: 'query', reason: 'crashed', detail: 'signal 11' },
  { code: 'host_ended', host: 'sql', reason: 'unresponsive', detail: '' },
  { code: 'file_unreadable', path, problem: 'EACCES' },
  { code: 'file_unwritable', path, problem: 'EACCES' },
  { code: 'not_recognised', path, looksLike: 'a PNG image', fileCount: 1 },
  { code: 'nothing_to_import', paths: [path] },
  { code: 'no_space', path, neededBytes: 5_200_000_000, availableBytes: 1_100_000_000 },
  { code: 'import_failed', path, problem: 'p' },
  { code: 'archive_unreadable', path, problem: 'p' },
  { code: 'archive_newer', path, formatVersion: 3, supportedVersion: 1 },
  { code: 'archive_in_use', path },
  { code: 'trace_not_found', traceId: '5b8e' },
  { code: 'trace_ambiguous', traceId: '5b', matches: ['5b8e', '5b9f'] },
  { code: 'span_not_found', spanId: 'eee1' },
  { code: 'sql_failed', message: 'Parser Error', position: 3 },
  { code: 'sql_refused', what: 'COPY', message: 'COPY is not allowed here', position: 0 },
  { code: 'sql_result_gone' },
  { code: 'query_wrong', message: 'expected }', from: 3, to: 4 },
  { code: 'unexpected', message: 'boom' },
]

describe('adviceOn', () => {
  it.each(failures)('$code has a title, a sentence, and a report that holds the failure', (failure) => {
    const advice = adviceOn(failure)
    expect(advice.title).toMatch(/^[A-Z].{3,50}[^.]$/)
    expect(advice.explanation.length).toBeGreaterThan(10)
    const report: unknown = JSON.parse(advice.report)
    expect(report).toMatchObject({ failure, program: expect.stringMatching(/^Traceloupe \d+\.\d+\.\d+$/) })
  })

  it('gives the facts with their units', () => {
    const advice = adviceOn({ code: 'no_space', path, neededBytes: 5_200_000_000, availableBytes: 1_100_000_000 })
    expect(advice.facts).toEqual([
      { label: 'Needed, about', value: '5.20 GB' },
      { label: 'Free', value: '1.10 GB' },
      { label: 'Folder', value: path },
    ])
  })

  it('says what a file looks like and what can be opened', () => {
    const advice = adviceOn({ code: 'not_recognised', path, looksLike: 'a PNG image', fileCount: 1 })
    expect(advice.facts).toContainEqual({ label: 'Looks like', value: 'a PNG image' })
    for (const format of ['OTLP JSON', 'Jaeger JSON', 'Zipkin v2 JSON', 'gzipped', '.duckdb']) {
      expect(advice.explanation).toContain(format)
    }
  })

  it('offers to reconnect only where the connection is gone', () => {
    const reconnecting = failures.filter((failure) => adviceOn(failure).remedy === 'reconnect')
    expect(reconnecting.map(({ code }) => code)).toEqual(['connection_closed'])
  })
})
