import { expect, test } from 'vitest'
import { VALUE_KINDS, type TraceValues } from '../../preload/contract/attributes'
import { sql } from '../../main/archive/sql'
import { cell, readRows } from '../../main/queries/readRows'
import type { RowIndex } from '../../main/queries/RowIndex'
import { SharedAnswers } from '../../main/queries/SharedAnswers'
import { traceColumns } from '../../main/queries/traceColumns'
import { traceMatches } from '../../main/queries/traceMatches'
import { traceValues } from '../../main/queries/traceValues'
import { valueGrouping } from '../../renderer/views/trace/statistics/grouping'
import { builtWorkers } from '../import/builtWorkers'
import { awkwardTraces } from '../support/awkwardTraces'
import { idsOf } from '../support/idsOf'
import { never } from '../support/never'
import { withArchiveOfFile } from '../support/withArchiveOfFile'
import { sampleLines } from '../../main/sample/sampleLines'

const workers = builtWorkers()

test('each row of the columns has its value, and a query for a value finds just its rows', async () => {
  await withArchiveOfFile(workers, [...sampleLines()].slice(0, 40).join('\n'), async (reader) => {
    const orders = new SharedAnswers<RowIndex>(2)
    const [trace] = await readRows(
      reader.chunks(sql`SELECT trace_id FROM traces ORDER BY span_count DESC, trace_id LIMIT 1`, never),
      { traceId: cell.text },
    )
    const traceId = trace?.traceId ?? ''
    const ask = (field: string) => traceValues(reader, orders, { traceId, field }, never)
    const columns = await traceColumns(reader, { traceId }, never)
    const words = ({ texts, index }: TraceValues) => [...index].map((place) => texts[place])

    expect(words(await ask('resource.service.name'))).toEqual([...columns.service].map((of) => columns.services[of]))
    expect(words(await ask('name'))).toEqual([...columns.name].map((of) => columns.names[of]))
    expect(words(await ask('span."no such key"'))).toEqual(idsOf(columns).map(() => undefined))

    let kinds = 0
    for (const field of ['span.http.request.method', 'span.http.response.status_code', 'span.db.system']) {
      const values = await ask(field)
      const { condition } = valueGrouping(field, values)
      for (const place of [-1, ...values.texts.keys()]) {
        const rows = [...values.index].flatMap((of, row) => (of === place ? [row] : []))
        const query = `{ ${condition(place)} }`
        expect([...(await traceMatches(reader, orders, { traceId, query }, never))], query).toEqual(rows)
      }
      for (const kind of values.kinds) kinds |= 1 << kind
    }
    expect(VALUE_KINDS.filter((_, bit) => (kinds >> bit) & 1)).toEqual(['text', 'number'])
  })
})

test('what is not one field is refused, with its place', async () => {
  await withArchiveOfFile(workers, awkwardTraces(), async (reader) => {
    const orders = new SharedAnswers<RowIndex>(2)
    const [trace] = await readRows(reader.chunks(sql`SELECT trace_id FROM traces LIMIT 1`, never), {
      traceId: cell.text,
    })
    const traceId = trace?.traceId ?? ''
    for (const field of ['nam', 'name, kind', 'name) | by(kind', 'event.x', '', 'true']) {
      const asked = traceValues(reader, orders, { traceId, field }, never)
      await expect(asked, field).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
    }
    const wrong = traceValues(reader, orders, { traceId, field: 'nam' }, never)
    await expect(wrong).rejects.toMatchObject({ failure: { from: 0, to: 3 } })
  })
})
