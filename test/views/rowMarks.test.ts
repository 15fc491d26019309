import { expect, test, vi } from 'vitest'
import type { Failure } from '../../preload/contract/failure'
import type { MarkQuestions } from '../../renderer/views/trace/marks/rowMarks.svelte'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
vi.stubGlobal('requestAnimationFrame', () => 0)
const { RowMarks } = await import('../../renderer/views/trace/marks/rowMarks.svelte')

const FAILURE: Failure = { code: 'connection_closed', request: 'trace.marks' }
const columns = traceColumnsOf(`
  shop checkout  0..100
    cart read   10..30
`)

test('marks that cannot be had are a failure until they are asked again or others are known', async () => {
  const marks = new RowMarks(columns)
  let works = false
  const none = new Float64Array(0)
  const questions: MarkQuestions = {
    marks: (spanIds) =>
      Promise.resolve(
        works
          ? { value: spanIds.map((spanId) => ({ spanId, pills: [], events: none, exceptions: none, linkedFrom: 0 })) }
          : { failure: FAILURE },
      ),
    durations: () => Promise.resolve({ value: [] }),
  }
  await marks.look(Int32Array.of(0), questions)
  expect([marks.failure, marks.of(0)]).toEqual([FAILURE, undefined])
  works = true
  await marks.retry()
  expect(marks.failure).toBeUndefined()
  expect(marks.of(0)).toBeDefined()

  works = false
  await marks.look(Int32Array.of(1), questions)
  expect(marks.failure).toEqual(FAILURE)
  await marks.look(Int32Array.of(0), questions)
  expect(marks.failure).toBeUndefined()
})
