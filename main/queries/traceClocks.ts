import { setImmediate } from 'node:timers/promises'
import type { TraceClocks } from '../../preload/contract/clocks'
import { clockOffsets } from '../analysis/clockOffsets'
import { criticalPathTimes } from '../analysis/criticalPath'
import { selfTimes } from '../analysis/selfTimes'
import { spanTree } from '../analysis/spanTree'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import { HOST_KEYS } from './hostKeys'
import { cell, readRows } from './readRows'
import { RowIndex } from './RowIndex'
import { readTraceRows } from './traceColumns'

const NONE = new Float64Array(0)

/** How far the clocks of a trace's hosts are apart, and its times as they would be if they were not. */
export async function traceClocks(
  reader: ArchiveReader,
  { traceId }: { traceId: string },
  signal: AbortSignal,
): Promise<TraceClocks> {
  const found = await findTrace(reader, traceId, signal)
  const hostOf = await readHosts(reader, found, signal)
  const names = [...new Set(hostOf.values())]
  const none = { hosts: [], host: new Int32Array(0), start: NONE, selfTime: NONE, criticalPath: NONE }
  if (names.length < 2) return none

  const { columns, spanRow } = await readTraceRows(reader, found, signal)
  const host = await hostByRow(
    reader,
    found,
    spanRow,
    new Map([...hostOf].map(([key, name]) => [key, names.indexOf(name)])),
    signal,
  )
  const offsets = clockOffsets({ ...columns, host }, names.length)
  const spanCounts = new Int32Array(names.length)
  for (const one of host) spanCounts[one] = (spanCounts[one] ?? 0) + 1
  const hosts = names.map((name, place) => ({
    host: name,
    spanCount: spanCounts[place] ?? 0,
    offsetNs: Math.round(offsets[place] ?? 0),
  }))
  if (hosts.every(({ offsetNs }) => offsetNs === 0)) return { ...none, hosts }

  await setImmediate(undefined, { signal })
  const start = columns.start.map((time, row) => time + (hosts[host[row] ?? 0]?.offsetNs ?? 0))
  const end = columns.duration.map((duration, row) => (start[row] ?? NaN) + duration)
  const tree = spanTree(columns.parent)
  return {
    hosts,
    host,
    start,
    selfTime: selfTimes(tree, start, end),
    criticalPath: criticalPathTimes(tree, start, end),
  }
}

/** The host of each resource of the trace; a service that does not name one stands for its own. */
async function readHosts(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<Map<number, string>> {
  const statement = sql`
    SELECT resource_key, service_name, attributes FROM store.resources WHERE resource_key IN (
      SELECT DISTINCT s.tree.resource_key FROM store.span_rows s
      WHERE s.tree.trace_key = ${found.traceKey} AND span_row BETWEEN ${found.firstRow} AND ${found.lastRow})
    ORDER BY resource_key`
  const resources = await readRows(reader.chunks(statement, signal), {
    key: cell.number,
    serviceName: cell.text,
    attributes: cell.map,
  })
  return new Map(
    resources.map(({ key, serviceName, attributes }) => {
      const values = new Map(attributes)
      const host = HOST_KEYS.map((name) => values.get(name) ?? '').find((value) => value !== '')
      return [key, host ?? serviceName]
    }),
  )
}

async function hostByRow(
  reader: ArchiveReader,
  found: FoundTrace,
  spanRow: Int32Array,
  hostOfResource: Map<number, number>,
  signal: AbortSignal,
): Promise<Int32Array> {
  const index = new RowIndex(spanRow)
  const host = new Int32Array(spanRow.length)
  const statement = sql`
    SELECT span_row, s.tree.resource_key FROM store.span_rows s
    WHERE s.tree.trace_key = ${found.traceKey} AND span_row BETWEEN ${found.firstRow} AND ${found.lastRow}`
  for await (const chunk of reader.chunks(statement, signal)) {
    const [rows, resources] = [chunk.getColumnVector(0), chunk.getColumnVector(1)]
    for (let item = 0; item < rows.itemCount; item++) {
      const row = index.rowOf(cell.number(rows.getItem(item)))
      if (row >= 0) host[row] = hostOfResource.get(cell.number(resources.getItem(item))) ?? 0
    }
  }
  return host
}
