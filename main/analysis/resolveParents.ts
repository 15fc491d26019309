import type { RowsById } from './groupById'
import type { SpanReports } from './SpanReports'
import { SHARED_SERVER, type UnitedReports } from './uniteReports'

/**
 * The parent of every span that remains. `sharers` are the spans of each repeated id, its keeper first.
 * The children of a shared id go to the server of their own service, to the client if they are of the
 * client's, else to the first server.
 */
export function resolveParents(
  reports: SpanReports,
  groups: RowsById,
  mergedInto: Int32Array,
  repeat: Int32Array,
  sharers: number[][],
): Pick<UnitedReports, 'parent' | 'orphan'> {
  const { trace, service, parentId, hasParent } = reports
  const count = trace.length
  const parent = new Int32Array(count).fill(-1)
  const orphan = new Uint8Array(count)
  const sharing = new Map<number, Sharers>()
  for (const rows of sharers) {
    const keeper = rows[0] ?? 0
    const head = groups.find(trace[keeper] ?? 0, reports.id[keeper] ?? 0n)
    sharing.set(head, shareOut(rows, reports, repeat))
  }

  for (let row = 0; row < count; row++) {
    if ((mergedInto[row] ?? -1) >= 0) continue
    const own = sharing.size > 0 ? sharing.get(groups.find(trace[row] ?? 0, reports.id[row] ?? 0n)) : undefined
    if (own?.servers.has(row)) {
      parent[row] = own.keeper
      continue
    }
    if (hasParent[row] === 0) continue
    const head = groups.find(trace[row] ?? 0, parentId[row] ?? 0n)
    if (head < 0) orphan[row] = 1
    else parent[row] = chooseParent(head, service[row] ?? -1)
  }
  return { parent, orphan }

  function chooseParent(head: number, childService: number): number {
    const shared = sharing.get(head)
    if (!shared) return head
    if (shared.firstServer < 0) return shared.keeper
    if (childService >= 0) {
      const server = shared.serverOf.get(childService)
      if (server !== undefined) return server
      if (service[shared.keeper] === childService) return shared.keeper
    }
    return shared.firstServer
  }
}

interface Sharers {
  keeper: number
  firstServer: number
  servers: Set<number>
  serverOf: Map<number, number>
}

function shareOut(rows: number[], { service, shared, kind }: SpanReports, repeat: Int32Array): Sharers {
  const keeper = rows[0] ?? 0
  const firstServer = rows.find((row) => repeat[row] === SHARED_SERVER) ?? -1
  const isServer = (row: number) => shared[row] === 1 || kind[row] === kind[firstServer]
  const servers = new Set(firstServer < 0 ? [] : rows.filter((row) => row !== keeper && isServer(row)))
  const serverOf = new Map<number, number>()
  for (const row of servers) {
    const of = service[row] ?? -1
    if (!serverOf.has(of)) serverOf.set(of, row)
  }
  return { keeper, firstServer, servers, serverOf }
}
