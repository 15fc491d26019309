import type { ServiceMap } from '../../../preload/contract/explore/serviceMap'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, orNull, readRows } from '../readRows'
import { filledMap, mapShape } from './mapShape'
import { readSpanSums } from './readSpanSums'
import { readServiceNames } from './serviceNames'

/** The map of the whole archive from what the import has counted. Nodes and edges are in the order of `serviceMap`. */
export async function dependencyMap(reader: ArchiveReader, matches: Matches, signal: AbortSignal): Promise<ServiceMap> {
  const peers = sql`SELECT parent_service AS peer FROM service_dependencies
    UNION SELECT child_service FROM service_dependencies`
  const { names, table } = await readServiceNames(reader, peers, signal)
  try {
    const statement = sql`SELECT caller.number, callee.number, call_count, error_count, p50_ns, p95_ns, p99_ns
      FROM service_dependencies JOIN ${table} caller ON caller.name = parent_service
        JOIN ${table} callee ON callee.name = child_service`
    const [rows, spans] = await Promise.all([
      readRows(reader.chunks(statement, signal), {
        caller: cell.number,
        callee: cell.number,
        calls: cell.number,
        errors: cell.number,
        p50Ns: orNull(cell.number),
        p95Ns: orNull(cell.number),
        p99Ns: orNull(cell.number),
      }),
      readSpanSums(reader, { matches, filter: ALL, ofResource: names.ofResource }, signal),
    ])
    const shape = await mapShape(reader, names, rows, signal)
    return filledMap(shape, spans, (pair) => {
      const { calls = 0, errors = 0, p50Ns = null, p95Ns = null, p99Ns = null } = rows[pair] ?? {}
      return { calls, errors, asynchronous: null, p50Ns, p95Ns, p99Ns }
    })
  } finally {
    reader.forget(table)
  }
}

const ALL = { query: '', from: null, to: null, limit: null, selection: null }
