import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { JAEGER_FORM } from '../../renderer/query/edit/jaegerForm'
import { writeSearch } from '../../renderer/query/edit/writeSearch'
import { builtWorkers } from '../import/builtWorkers'
import { importInto } from '../import/importInto'
import { foundSpansets } from './foundSpansets'

const given = process.env.TRACELOUPE_TRACES
const workers = builtWorkers()

/** A search as Jaeger's storage tests have it; durations are nanoseconds, 0 for none. */
const searches = z.array(
  z.object({
    Caption: z.string(),
    Query: z.object({
      ServiceName: z.string(),
      OperationName: z.string(),
      Tags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
      DurationMin: z.number(),
      DurationMax: z.number(),
    }),
    ExpectedFixtures: z.array(z.string()),
  }),
)
type Search = z.infer<typeof searches>[number]['Query']

/** The query that somebody writes who fills our form in as they did Jaeger's. */
function traceQL({ ServiceName, OperationName, Tags, DurationMin, DurationMax }: Search): string {
  const { query, problems } = writeSearch(JAEGER_FORM, {
    service: ServiceName,
    operation: OperationName === '' ? null : OperationName,
    remoteService: '',
    tags: Object.entries(Tags ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    minDuration: DurationMin > 0 ? `${DurationMin}ns` : '',
    maxDuration: DurationMax > 0 ? `${DurationMax}ns` : '',
    limit: '',
  })
  expect(problems).toEqual({})
  return query
}

describe.skipIf(!given)('the searches of Jaeger’s storage tests (TRACELOUPE_TRACES)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'traceloupe-jaeger-'))
  const fixtures = join(given ?? '', 'jaeger/storage-integration/traces')
  let reader: ArchiveReader
  beforeAll(async () => {
    await importInto(workers, join(folder, 'archive.duckdb'), [fixtures])
    reader = await ArchiveReader.open(join(folder, 'archive.duckdb'))
  })
  afterAll(async () => {
    reader.close()
    await rm(folder, { recursive: true })
  })

  test('all find the traces they must', async () => {
    const oracle = join(given ?? '', 'oracles/jaeger-storage-queries/queries.json')
    const all = searches.parse(JSON.parse(await readFile(oracle, 'utf8')))
    expect(all.length).toBeGreaterThanOrEqual(10)
    const idOf = new Map<string, string>()
    for (const name of await readdir(fixtures)) {
      const [, id = ''] = /"traceId": *"([0-9a-f]+)"/.exec(await readFile(join(fixtures, name), 'utf8')) ?? []
      idOf.set(name.replace('.json', ''), id)
    }
    for (const { Caption, Query, ExpectedFixtures } of all) {
      const found = await foundSpansets(reader, traceQL(Query))
      const expected = ExpectedFixtures.map((name) => idOf.get(name))
      expect([...new Set(found.map(({ traceId }) => traceId))].sort(), Caption).toEqual(expected.sort())
    }
  })
})
