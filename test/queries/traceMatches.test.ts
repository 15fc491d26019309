import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql } from '../../main/archive/sql'
import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { cell, readRows } from '../../main/queries/readRows'
import type { RowIndex } from '../../main/queries/RowIndex'
import { SharedAnswers } from '../../main/queries/SharedAnswers'
import { traceColumns } from '../../main/queries/traceColumns'
import { traceMatches } from '../../main/queries/traceMatches'
import { builtWorkers } from '../import/builtWorkers'
import { awkwardTraces } from '../support/awkwardTraces'
import { idsOf } from '../support/idsOf'
import { never } from '../support/never'
import { searchQueries } from '../support/searchQueries'
import { toOtlpLines } from '../support/toOtlpLines'
import { formatQuery } from '../support/traceql/formatQuery'
import { traceqlQueries } from '../support/traceqlQueries'
import { traceqlTraces } from '../support/traceqlTraces'
import { withArchiveOfFile } from '../support/withArchiveOfFile'
import { foundSpansets } from '../traceql/foundSpansets'

const workers = builtWorkers()
const ARCHIVES = 3
const QUERIES_PER_ARCHIVE = 20

/** Who asks about one trace after another, as the page does. */
function asking(reader: ArchiveReader) {
  const orders = new SharedAnswers<RowIndex>(2)
  return async (traceId: string, query: string): Promise<number[]> => [
    ...(await traceMatches(reader, orders, { traceId, query }, never)),
  ]
}

async function traceIds(reader: ArchiveReader): Promise<string[]> {
  const rows = await readRows(reader.chunks(sql`SELECT trace_id FROM traces`, never), { traceId: cell.text })
  return rows.map(({ traceId }) => traceId)
}

test('a trace has the matches that any query finds of it in the whole archive, in the order of its columns', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const [traces = []] = fc.sample(traceqlTraces(), { seed, numRuns: 1 })
      const queries = fc.sample(fc.oneof({ weight: 4, arbitrary: searchQueries() }, traceqlQueries()), {
        seed,
        numRuns: QUERIES_PER_ARCHIVE,
      })
      await withArchiveOfFile(workers, toOtlpLines(traces), async (reader) => {
        const matches = asking(reader)
        const ids = new Map<string, string[]>()
        for (const traceId of await traceIds(reader))
          ids.set(traceId, idsOf(await traceColumns(reader, { traceId }, never)))
        for (const query of queries) {
          const whole = await foundSpansets(reader, query)
          for (const [traceId, spanIds] of ids) {
            const matched = new Set(whole.filter((of) => of.traceId === traceId).flatMap((of) => of.spanIds))
            const rows = spanIds.flatMap((id, row) => (matched.has(id) ? [row] : []))
            found += rows.length
            expect(await matches(traceId, formatQuery(query)), formatQuery(query)).toEqual(rows)
          }
        }
      })
    }),
    { numRuns: ARCHIVES, endOnFailure: true },
  )
  expect(found).toBeGreaterThan(0)
}, 120_000)

test('cycles, orphans, repeated ids and missing times have the rows that the columns give them', async () => {
  await withArchiveOfFile(workers, awkwardTraces(), async (reader) => {
    const matches = asking(reader)
    for (const traceId of await traceIds(reader)) {
      const spanIds = idsOf(await traceColumns(reader, { traceId }, never))
      expect(await matches(traceId, '{ }')).toEqual(spanIds.map((_, row) => row))
      for (const [row, id] of spanIds.entries()) expect(await matches(traceId, `{ span:id = "${id}" }`)).toEqual([row])
    }
  })
})

test('a wrong query and an unknown trace are told', async () => {
  await withArchiveOfFile(workers, awkwardTraces(), async (reader) => {
    const matches = asking(reader)
    const [traceId = ''] = await traceIds(reader)
    await expect(matches(traceId, '{ nam = "x" }')).rejects.toMatchObject({ failure: { code: 'query_wrong', from: 2 } })
    await expect(matches('beef', '{ }')).rejects.toMatchObject({ failure: { code: 'trace_not_found' } })
  })
})
