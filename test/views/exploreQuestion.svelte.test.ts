import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenedArchive } from '../../preload/contract/archive'
import type { AskOptions, Result } from '../../preload/contract/channel'
import type { QueryProgress } from '../../preload/contract/matches'
import { stubPage } from '../support/pageStub'

const PROGRESS: QueryProgress = { phase: 'grouping', share: 0.5, elapsedMs: 900, leftMs: null }

/** Questions that are answered when the test says so. */
function answers() {
  const asked: { options: AskOptions<QueryProgress>; answer: (result: Result<string>) => void }[] = []
  const question = (options: AskOptions<QueryProgress>) =>
    new Promise<Result<string>>((answer) => asked.push({ options, answer }))
  return { asked, question }
}

/** Effects run once what is under way has ended. */
function settle(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}

describe('a question about the population', () => {
  beforeEach(() => {
    stubPage()
  })

  it('tells how it gets on until it is answered, and what the answer is about', async () => {
    const { Question } = await import('../../renderer/views/explore/Question.svelte')
    const { asked, question } = answers()
    const operations = new Question<string>()
    const settled = operations.ask('a', question)
    asked[0]?.options.onProgress?.(PROGRESS)
    expect([operations.progress, operations.answered]).toEqual([PROGRESS, ''])
    asked[0]?.answer({ value: 'of a' })
    await settled
    expect([operations.progress, operations.answered, operations.asking.answer]).toEqual([undefined, 'a', 'of a'])
  })

  it('is overtaken by a newer one, whose progress alone is told', async () => {
    const { Question } = await import('../../renderer/views/explore/Question.svelte')
    const { asked, question } = answers()
    const operations = new Question<string>()
    const first = operations.ask('a', question)
    const second = operations.ask('b', question)
    expect(asked[0]?.options.signal?.aborted).toBe(true)
    asked[1]?.answer({ value: 'of b' })
    await second
    asked[0]?.options.onProgress?.(PROGRESS)
    asked[0]?.answer({ value: 'of a' })
    await first
    expect([operations.progress, operations.answered, operations.asking.answer]).toEqual([undefined, 'b', 'of b'])
  })

  it('that is given up leaves the answer before, and says so until it is asked again', async () => {
    const { Question } = await import('../../renderer/views/explore/Question.svelte')
    const { asked, question } = answers()
    const operations = new Question<string>()
    const first = operations.ask('a', question)
    asked[0]?.answer({ value: 'of a' })
    await first
    operations.cancel()
    expect(operations.cancelled).toBe(false)
    void operations.ask('b', question)
    operations.cancel()
    expect([operations.cancelled, operations.asking.pending, operations.asking.answer]).toEqual([true, false, 'of a'])
    expect(asked[1]?.options.signal?.aborted).toBe(true)
    void operations.ask('b', question)
    expect(operations.cancelled).toBe(false)
  })

  it('is asked again when it is about something else, not when what it is made of is made anew', async () => {
    const { Question } = await import('../../renderer/views/explore/Question.svelte')
    const { asked, question } = answers()
    const archive: OpenedArchive = { path: '/a.duckdb', name: 'a', report: null, reused: false }
    const operations = new Question<string>()
    let about = $state.raw({ text: '' })
    const leave = $effect.root(() => operations.follow({ archive }, () => about.text, question))
    await settle()
    expect(asked).toHaveLength(0)
    for (const text of ['a', 'a']) {
      about = { text }
      await settle()
    }
    expect(asked).toHaveLength(1)
    about = { text: 'b' }
    await settle()
    expect([asked.length, asked[0]?.options.signal?.aborted, operations.isStale]).toEqual([2, true, true])
    operations.again()
    expect(asked).toHaveLength(3)
    about = { text: '' }
    await settle()
    expect([asked[2]?.options.signal?.aborted, operations.asking.pending]).toEqual([true, false])
    about = { text: 'c' }
    await settle()
    leave()
    expect([asked.length, asked[3]?.options.signal?.aborted]).toEqual([4, true])
  })
})
