import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtWorkers } from '../import/builtWorkers'
import { checkIntegrity } from '../import/checkIntegrity'
import { importInto } from '../import/importInto'
import { formatFixtures } from '../support/formatFixtures'
import { decodeTrace } from '../support/decodeTrace'

const workers = builtWorkers()
let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'traceloupe-integrity-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

it.each(formatFixtures)('$name gives an archive in which nothing contradicts anything else', async ({ path }) => {
  const archive = join(folder, 'fixture.duckdb')
  await rm(archive, { force: true })
  const { result, logs } = await decodeTrace(path)
  const { files, ...totals } = await importInto(workers, archive, [path])
  const { records, rejected } = result
  expect(files).toMatchObject([{ path, format: result.recognised?.format, records, rejected }])
  const [file] = files
  expect((file?.spans ?? 0) + (file?.merged ?? 0)).toBe(records - rejected)
  expect(totals).toMatchObject({ spans: file?.spans, logs })
  await checkIntegrity(archive)

  // The same again adds nothing.
  const again = await importInto(workers, archive, [path])
  expect(again.files).toMatchObject([{ records, rejected, spans: 0, merged: records - rejected }])
  expect(again.spans).toBe(totals.spans)
  await checkIntegrity(archive)
})
