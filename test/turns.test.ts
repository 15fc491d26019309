import { expect, it } from 'vitest'
import { Turns } from '../preload/contract/Turns'
import { never } from './support/never'

it('gives turns in order, and says how many come first', async () => {
  const turns = new Turns()
  const told: string[] = []
  const enter = (name: string, signal = never) => turns.enter(signal, (ahead) => told.push(`${name} ${ahead}`))
  const leaveA = await enter('a')
  const [b, c, d] = [enter('b'), enter('c'), enter('d')]
  expect(told.splice(0)).toEqual(['b 1', 'c 2', 'd 3'])
  leaveA()
  leaveA()
  const leaveB = await b
  expect(told.splice(0)).toEqual(['c 1', 'd 2'])
  leaveB()
  const leaveC = await c
  leaveC()
  ;(await d)()
  expect(told).toEqual(['d 1'])
  ;(await enter('e'))()
  expect(told).toEqual(['d 1'])
})

it('lets those behind move up when somebody goes away', async () => {
  const turns = new Turns()
  const told: string[] = []
  const leave = await turns.enter(never, () => undefined)
  const going = new AbortController()
  const gone = turns.enter(going.signal, () => undefined)
  const next = turns.enter(never, (ahead) => told.push(`next ${ahead}`))
  going.abort()
  await expect(gone).rejects.toThrow('cancelled')
  expect(told).toEqual(['next 2', 'next 1'])
  leave()
  going.abort()
  ;(await next)()
  await expect(turns.enter(going.signal, () => undefined)).rejects.toThrow('cancelled')
})
