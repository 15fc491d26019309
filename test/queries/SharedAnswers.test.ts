import { expect, test, vi } from 'vitest'
import { SharedAnswers } from '../../main/queries/SharedAnswers'
import { never } from '../support/never'

/** A computation that the test ends, and that notes when it is cancelled. */
function computation() {
  let finish = (_: string) => {}
  const compute = vi.fn(
    (signal: AbortSignal) =>
      new Promise<string>((resolve, reject) => {
        finish = resolve
        signal.addEventListener('abort', () => reject(new Error('stopped')))
      }),
  )
  return { compute, finish: (value: string) => finish(value) }
}

test('computes once for all who ask, and keeps the answer', async () => {
  const answers = new SharedAnswers<string>(2)
  const { compute, finish } = computation()
  const both = Promise.all([answers.ask('a', never, compute), answers.ask('a', never, compute)])
  finish('yes')
  expect(await both).toEqual(['yes', 'yes'])
  expect(await answers.ask('a', never, compute)).toBe('yes')
  expect(compute).toHaveBeenCalledTimes(1)
})

test('goes on for one while another leaves at once', async () => {
  const answers = new SharedAnswers<string>(2)
  const { compute, finish } = computation()
  const leaving = new AbortController()
  const stays = answers.ask('a', never, compute)
  const leaves = answers.ask('a', leaving.signal, compute)
  leaving.abort()
  await expect(leaves).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  finish('yes')
  expect(await stays).toBe('yes')
})

test('is cancelled when nobody waits, and starts anew when asked again', async () => {
  const answers = new SharedAnswers<string>(2)
  const first = computation()
  const leaving = new AbortController()
  const left = answers.ask('a', leaving.signal, first.compute)
  leaving.abort()
  await expect(left).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(first.compute.mock.calls[0]?.[0].aborted).toBe(true)

  const second = computation()
  const again = answers.ask('a', never, second.compute)
  second.finish('again')
  expect(await again).toBe('again')
})

test('does not keep failures, nor more answers than it may', async () => {
  const answers = new SharedAnswers<string>(2)
  await expect(answers.ask('a', never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const compute = vi.fn((name: string) => () => Promise.resolve(name))
  for (const key of ['a', 'b', 'c']) expect(await answers.ask(key, never, compute(key))).toBe(key)
  expect(await answers.ask('b', never, () => Promise.resolve('anew'))).toBe('b')
  expect(await answers.ask('a', never, () => Promise.resolve('anew'))).toBe('anew')
})
