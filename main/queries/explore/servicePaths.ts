import { setImmediate } from 'node:timers/promises'
import type { ServicePaths } from '../../../preload/contract/explore/serviceMap'
import { spanTree } from '../../analysis/spanTree'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'
import type { ChosenSpans } from './chosenSpans'
import { PathTrie } from './PathTrie'
import { readForests, type SpanForest } from './readForests'

const MOST_PATHS = 200
/** Two numbers, one of them below this, make one that is exact. */
const MOST_TRACES = 0x8000000

interface PathSums {
  spans: number
  traces: number
  errors: number
}

/** On which ways from a root the chosen spans of a service are reached, and how often. Fails with `cancelled`. */
export async function servicePaths(
  reader: ArchiveReader,
  service: string,
  isChosen: ChosenSpans,
  signal: AbortSignal,
): Promise<ServicePaths> {
  const { names, ofResource } = await readServices(reader, signal)
  const wanted = names.indexOf(service)
  const trie = new PathTrie()
  const sums = new Map<number, PathSums>()
  const columns = [sql`s.tree.trace_key`, sql`s.status = 'error'`]
  if (wanted >= 0) {
    for await (const forest of readForests(reader, { columns }, signal)) {
      addPaths(forest, { ofResource, wanted, isChosen, trie, sums })
      // Others get their turn.
      await setImmediate()
    }
  }
  const byCount = [...sums].sort(
    ([a, one], [b, other]) => other.traces - one.traces || other.spans - one.spans || a - b,
  )
  return {
    paths: byCount.slice(0, MOST_PATHS).map(([path, sum]) => {
      const { services, isCut } = trie.wayTo(path)
      return { services: services.map((number) => names[number] ?? ''), isCut, ...sum }
    }),
    more: Math.max(0, byCount.length - MOST_PATHS),
  }
}

interface PathCount {
  ofResource: Int32Array
  wanted: number
  isChosen: ChosenSpans
  trie: PathTrie
  sums: Map<number, PathSums>
}

function addPaths({ count, spanRow, parent, resourceKey, columns }: SpanForest, into: PathCount): void {
  const [trace, failed] = columns
  const { ofResource, wanted, isChosen, trie, sums } = into
  const path = new Int32Array(count)
  const seen = new Set<number>()
  for (const place of spanTree(parent).order) {
    const above = parent[place] ?? -1
    const service = ofResource[resourceKey[place] ?? 0] ?? -1
    const here = trie.step(above < 0 ? -1 : (path[above] ?? -1), service)
    path[place] = here
    if (service !== wanted || !isChosen(spanRow[place] ?? 0)) continue
    let sum = sums.get(here)
    if (!sum) sums.set(here, (sum = { spans: 0, traces: 0, errors: 0 }))
    sum.spans++
    sum.errors += failed?.[place] ?? 0
    const key = here * MOST_TRACES + (trace?.[place] ?? 0)
    if (seen.has(key)) continue
    seen.add(key)
    sum.traces++
  }
}

async function readServices(reader: ArchiveReader, signal: AbortSignal) {
  const statement = sql`SELECT resource_key, service_name FROM store.resources`
  const rows = await readRows(reader.chunks(statement, signal), { resource: cell.number, name: cell.text })
  const names = [...new Set(rows.map(({ name }) => name))]
  const numberOf = new Map(names.map((name, number) => [name, number]))
  const ofResource = new Int32Array(rows.reduce((most, { resource }) => Math.max(most, resource + 1), 0)).fill(-1)
  for (const { resource, name } of rows) ofResource[resource] = numberOf.get(name) ?? -1
  return { names, ofResource }
}
