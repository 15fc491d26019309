import { stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { Control } from '../../main/import/reading/Control'
import { JobDecoder } from '../../main/import/reading/JobDecoder'
import { joinParts, type DecodedFile } from '../../main/import/reading/JobResult'
import { JobStates } from '../../main/import/reading/JobStates'
import { placeProblems } from '../../main/import/placeProblems'
import { planJobs } from '../../main/import/reading/planJobs'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'
import { withFile } from '../support/decodeTrace'
import { formatFixtures } from '../support/formatFixtures'
import { goldenText } from '../support/goldenText'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

interface InParts {
  text: string
  files: DecodedFile[]
  /** Jobs that began where the one before them ended. */
  parts: number
}

/** Decodes a file in parts of `partBytes`, whose jobs are done in the order of `order`. */
async function decodeInParts(path: string, partBytes: number, order: 'forwards' | 'backwards'): Promise<InParts> {
  const jobs = planJobs([{ path, bytes: (await stat(path)).size }], partBytes)
  const control = Control.forJobs(jobs.length)
  const states = new JobStates(control.memory)
  const batches: SpanBatch[][] = jobs.map(() => [])
  const files: DecodedFile[][] = jobs.map(() => [])
  for (const job of order === 'forwards' ? jobs : jobs.toReversed()) {
    const builder = new SpanBatchBuilder((batch) => batches[job.number]?.push(batch), {
      nextReference: control.nextReference,
    })
    const steps = new JobDecoder(control, builder).decode(job)
    let step = await steps.next()
    while (step.done !== true) step = await steps.next()
    files[job.number] = step.value
  }
  const kept = jobs.filter(({ number }) => number === 0 || !states.isTaken(number))
  const joined = kept.map(({ number }) => files[number] ?? []).reduce(joinParts, [])
  return {
    text: goldenText(kept.flatMap(({ number }) => batches[number] ?? [])),
    files: await Promise.all(
      joined.map(async (file) => ({
        ...file,
        problems: await placeProblems(file.problems, path, path, { aborted: false }),
      })),
    ),
    parts: kept.length,
  }
}

function withoutSamples(files: DecodedFile[]): object[] {
  return files.map((file) => {
    const problems = file.problems.map((problem) => ({ ...problem, sample: null, perFile: undefined }))
    return { ...file, problems, lines: 0, countsOwnLines: false, atEnd: true }
  })
}

describe.each(formatFixtures.filter(({ isText }) => isText))('$name', ({ path }) => {
  it.each([150, 400, 1_500])('is the same in parts of %d bytes', async (partBytes) => {
    const whole = await decodeInParts(path, Infinity, 'forwards')
    for (const order of ['backwards', 'forwards'] as const) {
      const parts = await decodeInParts(path, partBytes, order)
      expect(parts.text).toBe(whole.text)
      expect(withoutSamples(parts.files)).toEqual(withoutSamples(whole.files))
    }
  })
})

const lines = Array.from({ length: 40 }, (_, index) =>
  index === 23 ? '{"resourceSpans":[{"scopeSpans":[{"spans":[7]}]}]}' : otlpDocument([otlpSpan(index)]),
)
const traces = Array.from({ length: 30 }, (_, trace) => ({
  traceID: `a${trace}`,
  spans: Array.from({ length: 4 }, (_, span) => ({
    traceID: `a${trace}`,
    spanID: `b${span}`,
    operationName: `{"traceID":"a${trace}","spans":[`,
    references: span === 0 ? [] : [{ traceID: `a${trace}`, spanID: 'b0', refType: 'CHILD_OF' }],
    startTime: 1_000_000 + span,
    duration: 10,
    tags: [{ key: 'text', type: 'string', value: '},{"traceID":"x","spans":' }],
    processID: 'p1',
  })),
  processes: { p1: { serviceName: `service ${trace}`, tags: [] } },
}))

describe('large files', () => {
  it.each([
    ['JSON lines', lines.join('\n'), 15],
    ['JSON lines with empty ones between and carriage returns', lines.join('\r\n\r\n'), 15],
    ['a list of documents', `[${lines.join(',')}]`, 15],
    ['a Jaeger document of many traces', JSON.stringify({ data: traces }), 15],
    ['the same pretty-printed', JSON.stringify({ data: traces }, null, 2), 15],
    ['one trace, which begins nowhere else', JSON.stringify({ data: traces.slice(0, 1) }), 1],
    ['another document behind it in the same line', `${JSON.stringify({ data: traces })} ${JSON.stringify(traces)}`, 8],
    ['a document behind another of another shape', `${JSON.stringify({ data: traces })}\n${JSON.stringify(traces)}`, 2],
  ])('%s', async (_, text, least) => {
    await withFile(text, async (path) => {
      const whole = await decodeInParts(path, Infinity, 'forwards')
      const parts = await decodeInParts(path, Math.ceil(text.length / 30), 'backwards')
      expect(parts.text).toBe(whole.text)
      expect(withoutSamples(parts.files)).toEqual(withoutSamples(whole.files))
      expect(parts.parts).toBeGreaterThanOrEqual(least)
    })
  })

  it('tells the line of a problem in a later part', async () => {
    await withFile(lines.join('\n'), async (path) => {
      const { files } = await decodeInParts(path, 500, 'backwards')
      expect(files[0]?.problems).toMatchObject([{ code: 'not_a_span', occurrences: 1, firstPosition: 24 }])
    })
  })
})
