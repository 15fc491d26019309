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

test('tells all who wait how it gets on', async () => {
  const answers = new SharedAnswers<string, number>(2)
  const told: string[] = []
  let report = (_: number) => {}
  let finish = (_: string) => {}
  const compute = (_: AbortSignal, progress: (share: number) => void) => {
    report = progress
    return new Promise<string>((resolve) => (finish = resolve))
  }
  const leaving = new AbortController()
  const first = answers.ask('a', never, compute, (share) => told.push(`first ${share}`))
  const second = answers.ask('a', leaving.signal, compute, (share) => told.push(`second ${share}`))
  report(1)
  leaving.abort()
  await expect(second).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  report(2)
  finish('yes')
  await first
  expect(told).toEqual(['first 1', 'second 1', 'first 2'])
})

test('keeps answers by their weight, and says which it drops', async () => {
  const dropped: string[] = []
  const answers = new SharedAnswers<string>({
    capacity: 5,
    weigh: (value) => value.length,
    onDrop: (value) => dropped.push(value),
  })
  const give = (value: string) => answers.ask(value, never, () => Promise.resolve(value))
  for (const value of ['aa', 'bb', 'c']) await give(value)
  expect(dropped).toEqual([])
  await give('aa')
  await give('dd')
  expect(dropped).toEqual(['bb'])
  await give('longer than all')
  expect(dropped).toEqual(['bb', 'c', 'aa', 'dd'])
})

test('drops an answer that comes when nobody waits for it', async () => {
  const dropped: string[] = []
  const answers = new SharedAnswers<string>({ capacity: 5, onDrop: (value) => dropped.push(value) })
  const leaving = new AbortController()
  let finish = (_: string) => {}
  const left = answers.ask('a', leaving.signal, () => new Promise((resolve) => (finish = resolve)))
  leaving.abort()
  await expect(left).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  finish('late')
  await vi.waitFor(() => expect(dropped).toEqual(['late']))
})

test('does not keep failures, nor more answers than it may', async () => {
  const answers = new SharedAnswers<string>(2)
  await expect(answers.ask('a', never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const compute = vi.fn((name: string) => () => Promise.resolve(name))
  for (const key of ['a', 'b', 'c']) expect(await answers.ask(key, never, compute(key))).toBe(key)
  expect(await answers.ask('b', never, () => Promise.resolve('anew'))).toBe('b')
  expect(await answers.ask('a', never, () => Promise.resolve('anew'))).toBe('anew')
})
