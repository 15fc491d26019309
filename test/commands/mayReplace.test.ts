import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mayReplace } from '../../main/commands/mayReplace'
import { never } from '../support/never'

let folder: string
let present: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'may-replace-'))
  present = join(folder, 'present.csv')
  await writeFile(present, 'a\n')
})
afterAll(() => rm(folder, { recursive: true }))

/** Somebody at a terminal, who writes a line. */
function terminal(line: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true })
  const output = Object.assign(new PassThrough(), { isTTY: true })
  input.write(`${line}\n`)
  return { input, output, said: () => String(output.read() ?? '') }
}

it.each([
  ['y', true],
  ['YES', true],
  ['n', false],
  ['', false],
  ['yellow', false],
])('who sits at the terminal is asked, and says %j', async (line, may) => {
  const { said, ...there } = terminal(line)
  expect(await mayReplace(present, never, there)).toBe(may)
  expect(said()).toContain(`${present} exists. Replace it? [y/N] `)
})

it('nobody is asked about a file that is not there', async () => {
  const { said, ...there } = terminal('n')
  expect(await mayReplace(join(folder, 'none.csv'), never, there)).toBe(true)
  expect(said()).toBe('')
})

it('a script replaces what is there, as ever', async () => {
  const { said, input, output } = terminal('n')
  expect(await mayReplace(present, never, { input: Object.assign(input, { isTTY: false }), output })).toBe(true)
  expect(said()).toBe('')
})

it('an interruption ends the question', async () => {
  const { input, output } = terminal('')
  const interrupted = AbortSignal.abort()
  await expect(mayReplace(present, interrupted, { input, output })).rejects.toThrow('abort')
})
