import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ArchiveChanges } from '../../main/shell/ArchiveChanges'

let folder: string
let archive: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-changes-'))
  archive = join(folder, 'a.duckdb')
  await writeFile(archive, 'one')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function replace(content: string): Promise<void> {
  await writeFile(`${archive}.new`, content)
  await rename(`${archive}.new`, archive)
}

it('lets go of the old file before it says that there is another, once for each change', async () => {
  const steps: string[] = []
  const changes = new ArchiveChanges((path) => {
    steps.push(`let go of ${path}`)
    return Promise.resolve()
  })
  const following = new AbortController()
  const followed = changes.follow(archive, () => steps.push('told'), following.signal)
  await changes.check(archive)
  await changes.check(archive)
  expect(steps).toEqual([])
  await replace('two')
  await Promise.all([changes.check(archive), changes.check(archive)])
  expect(steps).toEqual([`let go of ${archive}`, 'told'])

  await rm(archive)
  await changes.check(archive)
  expect(steps).toHaveLength(2)
  await writeFile(archive, 'three')
  await changes.check(archive)
  expect(steps).toHaveLength(4)

  following.abort()
  await followed
  await replace('four')
  await changes.check(archive)
  expect(steps.slice(4)).toEqual([`let go of ${archive}`])
})

it('looks by itself while somebody follows', async () => {
  const changes = new ArchiveChanges(() => Promise.resolve(), 5)
  await changes.check(archive)
  const following = new AbortController()
  const told: string[] = []
  const all = [1, 2].map((follower) => changes.follow(archive, () => told.push(`${follower}`), following.signal))
  await replace('by another process')
  await vi.waitFor(() => expect(told.sort()).toEqual(['1', '2']))
  following.abort()
  await Promise.all(all)
})
