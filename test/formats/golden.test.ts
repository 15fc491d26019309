import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../preload/contract/failure'
import type { DecodeProblem } from '../../main/import/SpanBatch'
import { formats } from '../../main/import/formats/index'
import { HEAD_BYTES, Head } from '../../main/import/Head'
import { decodeInTwo } from '../support/decodeInTwo'
import { decodeBytes, decodeTrace, type DecodeOptions } from '../support/decodeTrace'
import { formatFixtures } from '../support/formatFixtures'
import { goldenDump } from '../support/goldenDump'
import { goldenText } from '../support/goldenText'

/** A way in which the same export may come, or be read. */
interface Way {
  options?: DecodeOptions
  change?: (bytes: Buffer) => Buffer
}

const WAYS: Record<string, Way> = {
  'in windows of 64 bytes': { options: { windowBytes: 64 } },
  'in windows of 1 KB': { options: { windowBytes: 1024 } },
  'in batches of one row': { options: { rowsPerBatch: 1 } },
  gzipped: { change: (bytes) => gzipSync(bytes) },
  'gzipped in several members': { options: { windowBytes: 100 }, change: gzipMembers },
}

const WAYS_OF_TEXT: Record<string, Way> = {
  'with a byte order mark': { change: (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]) },
  'in UTF-16LE': { change: (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le') },
  'in UTF-16BE': {
    options: { windowBytes: 333 },
    change: (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le').swap16(),
  },
  'with carriage returns': { change: (bytes) => Buffer.from(bytes.toString().replaceAll('\n', '\r\n')) },
}

describe.each(formatFixtures)('$name', ({ path, bytes, isText }) => {
  it('holds what the text beside it says', async () => {
    const decoded = await decodeTrace(path)
    const { result, spans, logs } = decoded
    expect(result.records).toBe(spans + result.rejected)
    expect(spans + logs + result.problems.length).toBeGreaterThan(0)
    await expect(goldenDump(decoded)).toMatchFileSnapshot(`${path}.txt`)
  })

  it('is recognised by exactly one format, also without its name', async () => {
    const head = new Head(bytes.subarray(0, HEAD_BYTES))
    const [format, ...others] = formats.filter(({ recognises }) => recognises(head)).map(({ name }) => name)
    expect(others).toEqual([])
    // Which one it must be stands in the golden dump.
    expect((await decodeBytes(bytes)).result.recognised).toEqual({ format })
  })

  it.each(Object.entries({ ...WAYS, ...(isText && WAYS_OF_TEXT) }))(
    'is the same %s',
    async (_, { options, change = (unchanged) => unchanged }) => {
      const plain = await decodeBytes(bytes)
      const changed = await decodeBytes(change(bytes), options)
      expect(goldenText(changed.batches)).toBe(goldenText(plain.batches))
      expect(changed.result.records).toBe(plain.result.records)
      expect(withoutPlaces(changed.result.problems)).toEqual(withoutPlaces(plain.result.problems))
    },
  )

  it('is the same wherever the window ends', () => {
    const decodedAt = decodeInTwo(bytes)
    const whole = goldenText(decodedAt(bytes.length))
    const differing: number[] = []
    for (let cut = 0; cut < bytes.length; cut++) if (goldenText(decodedAt(cut)) !== whole) differing.push(cut)
    expect(differing).toEqual([])
  })

  it('stops halfway when it is cancelled', async () => {
    const controller = new AbortController()
    let windows = 0
    const onWindow = (bytesRead: number) => {
      windows++
      if (bytesRead >= bytes.length / 2) controller.abort()
    }
    const options = { windowBytes: 64, signal: controller.signal, onWindow }
    expect(failureOf(await decodeTrace(path, options).catch((error: unknown) => error))).toEqual({ code: 'cancelled' })
    expect(windows).toBeLessThan(bytes.length / 64)
  })
})

it('reads JSON lines as it reads the same values pretty-printed', async () => {
  const lines = await readFile(join(import.meta.dirname, '../fixtures/otlp/lines.jsonl'), 'utf8')
  const pretty = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.stringify(JSON.parse(line), null, 2))
  const separate = await decodeBytes(lines)
  for (const text of [pretty.join('\n'), pretty.join(''), `[${pretty.join(',')}]`]) {
    const together = await decodeBytes(text)
    expect(goldenText(together.batches)).toBe(goldenText(separate.batches))
    expect(together.result.problems).toMatchObject([{ code: 'metrics_left_out', occurrences: 2 }])
  }
})

function gzipMembers(bytes: Buffer): Buffer {
  const third = Math.floor(bytes.length / 3)
  const parts = [bytes.subarray(0, third), bytes.subarray(third, third * 2), bytes.subarray(third * 2)]
  return Buffer.concat(parts.map((part) => gzipSync(part)))
}

/** What is wrong, but not where: places move with the encoding, and a sample ends where the window does. */
function withoutPlaces(problems: DecodeProblem[]): object[] {
  return problems.map(({ message, ...problem }) => ({
    ...problem,
    message: message.replace(/ \(byte \d+\)$/, ''),
    firstPosition: null,
    sample: null,
  }))
}
