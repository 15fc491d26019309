import type { DuckDBConnection } from '@duckdb/node-api'
import { visitServiceCalls } from '../../analysis/serviceCalls'
import type { RepeatDetails } from '../../analysis/SpanReports'
import { groupReports, isPlainPair, uniteReports, type UnitedReports } from '../../analysis/uniteReports'
import type { SharedContents } from '../writing/SharedContents'
import { completeParts } from './completeParts'
import { DeferredTraces } from './DeferredTraces'
import { linkBlock, type LinkedBlock } from './linkBlock'
import { createLinkTables, type LinkTables } from './LinkTables'
import { type NumberedBlock, readBlock } from './readBlock'
import type { ServiceCalls } from './ServiceCalls'
import type { ServiceNumbers } from './ServiceNumbers'
import { gatherBlock, type SpanBlock } from './SpanBlock'
import type { SpanRecords } from './SpanRecords'
import { traceFacts } from './traceFacts'
import type { TreeRecords } from './TreeRecords'
import { writeTrees } from './writeTrees'

export interface LinkOptions {
  /** What is known of each span. */
  spans: SpanRecords
  /** Receive what follows from it. */
  trees: TreeRecords
  calls: ServiceCalls
  resources: SharedContents
  scopes: SharedContents
  services: ServiceNumbers
  /** Runs a statement of `reader`, whatever memory that takes. */
  run: (statement: string) => Promise<void>
  reader: DuckDBConnection
  writer: DuckDBConnection
  /** Spans linked since the last call. */
  onLinked: (spans: number) => void
}

interface LinkContext extends LinkOptions {
  tables: LinkTables
}

/**
 * Links all reported spans, a partition of traces at a time, into `trees`, `calls` and `LinkTables`. Traces in which ids repeat
 * other than between a client and its server wait until it is known which of their reports are identical.
 * Answers how many traces there are.
 */
export async function linkSpans(options: LinkOptions): Promise<number> {
  const tables = await createLinkTables(options.writer)
  const context = { ...options, tables }
  const { records } = options.spans
  let traceCount = 0
  const deferred = new DeferredTraces(options.writer)
  for (let partition = 0; partition < records.partitions; partition++) {
    const numbered = readBlock(records.read(partition), traceCount, options)
    const { plain, ambiguous } = splitAmbiguous(numbered.block)
    if (ambiguous.length > 0) await deferred.add(partition, traceCount, numbered, ambiguous)
    traceCount += numbered.traceCount
    if (plain === null) linkWhole(numbered, null, context)
    else if (plain.length > 0) linkWhole(chosenRows(numbered, plain), null, context)
    options.onLinked(plain === null ? numbered.block.count : plain.length)
    // The thread hears in between that it is to stop.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await deferred.prepare(options.run)
  for (const { partition, firstTrace } of deferred.partitions) {
    const numbered = readBlock(records.read(partition), firstTrace, options)
    const { ambiguous } = splitAmbiguous(numbered.block)
    const waiting = chosenRows(numbered, ambiguous)
    await deferred.describe(partition, waiting.block, options.reader)
    linkWhole(waiting, detailsOf(waiting.block), context)
    options.onLinked(waiting.block.count)
  }
  for (const table of Object.values(tables)) table.close()
  return traceCount
}

/**
 * The rows of traces that can be linked as they are, and those of traces that need a closer look. `plain` is null where
 * there are none of the latter.
 */
function splitAmbiguous(block: SpanBlock): { plain: Int32Array | null; ambiguous: Int32Array } {
  const groups = groupReports(block)
  const traces = new Set<number>()
  for (const head of groups.repeated) if (!isPlainPair(head, groups, block)) traces.add(block.trace[head] ?? 0)
  if (traces.size === 0) return { plain: null, ambiguous: new Int32Array(0) }
  const rows = Int32Array.from({ length: block.count }, (_, row) => row)
  return {
    plain: rows.filter((row) => !traces.has(block.trace[row] ?? 0)),
    ambiguous: rows.filter((row) => traces.has(block.trace[row] ?? 0)),
  }
}

function chosenRows(numbered: NumberedBlock, rows: Int32Array): NumberedBlock {
  return {
    ...numbered,
    block: gatherBlock(numbered.block, rows),
    resource: rows.map((row) => numbered.resource[row] ?? 0),
    scope: rows.map((row) => numbered.scope[row] ?? 0),
  }
}

function linkWhole(numbered: NumberedBlock, details: RepeatDetails | null, context: LinkContext): void {
  const { tables, services } = context
  const united = uniteReports(numbered.block, details)
  const { numbered: kept, ...spans } = details ? mergeReports(numbered, united, tables) : { numbered, ...united }
  const { block } = kept
  const linked = linkBlock(block, spans, kept.noTrace)
  writeTrees(kept, linked, context.trees)
  appendRenamed(block, spans, linked, tables)
  const traces = traceFacts(block, linked, services.keys.length)
  tables.traces.append(traces.count, traces.columns)
  addCalls(kept, linked, context)
}

/** `RepeatDetails` of a block: `sameAs` as its own rows. */
function detailsOf({ row, count, sameAs, host }: SpanBlock) {
  const firstOf = new Map<number, number>()
  const own = Int32Array.from({ length: count }, (_, index) => {
    const first = sameAs[index] ?? -1
    if (first === row[index]) firstOf.set(first, index)
    return (first < 0 ? undefined : firstOf.get(first)) ?? index
  })
  return { sameAs: own, host }
}

/** Notes which reports were merged and answers the spans that remain. */
function mergeReports(numbered: NumberedBlock, united: UnitedReports, tables: LinkTables) {
  const { block: reports } = numbered
  const { mergedInto } = united
  completeParts(reports, mergedInto)
  const kept: number[] = []
  const merged: number[] = []
  const placeOf = new Int32Array(reports.count).fill(-1)
  for (let row = 0; row < reports.count; row++) {
    if ((mergedInto[row] ?? -1) >= 0) merged.push(row)
    else placeOf[row] = kept.push(row) - 1
  }
  const intoRow = (row: number) => reports.row[mergedInto[row] ?? 0] ?? 0
  tables.merges.append(merged.length, [
    Int32Array.from(merged, (row) => reports.row[row] ?? 0),
    Int32Array.from(merged, intoRow),
    Uint8Array.from(merged, (row) => Number(reports.sameAs[row] === intoRow(row))),
  ])
  const rows = Int32Array.from(kept)
  return {
    numbered: chosenRows(numbered, rows),
    repeat: rows.map((row) => united.repeat[row] ?? 0),
    orphan: Uint8Array.from(kept, (row) => united.orphan[row] ?? 0),
    parent: rows.map((row) => placeOf[united.parent[row] ?? -1] ?? -1),
  }
}

function appendRenamed(
  block: SpanBlock,
  { repeat }: Pick<UnitedReports, 'repeat'>,
  { tree }: LinkedBlock,
  { renamed }: LinkTables,
): void {
  const rows: number[] = []
  const parentRepeat = (row: number) => repeat[tree.parent[row] ?? -1] ?? 0
  for (let row = 0; row < block.count; row++) if (repeat[row] !== 0 || parentRepeat(row) !== 0) rows.push(row)
  const isBelowOwnId = (row: number) => {
    const above = tree.parent[row] ?? -1
    return above >= 0 && repeat[row] !== 0 && block.id[above] === block.id[row]
  }
  renamed.append(rows.length, [
    Int32Array.from(rows, (row) => block.row[row] ?? 0),
    Int32Array.from(rows, (row) => repeat[row] ?? 0),
    Int32Array.from(rows, parentRepeat),
    Uint8Array.from(rows, (row) => Number(isBelowOwnId(row))),
  ])
}

function addCalls({ block, nameKeys }: NumberedBlock, { tree, duration }: LinkedBlock, context: LinkContext): void {
  const { calls, services } = context
  const nameRows = rowsOfPeers(block, nameKeys.length, services.keys.length)
  /** By the number of a name in this block: that of all blocks. */
  const numbers = new Int32Array(nameKeys.length).fill(-1)
  const numberOf = (name: number): number => {
    let number = numbers[name] ?? -1
    if (number < 0) {
      number = calls.nameNumber(nameKeys[name] ?? 0, nameRows[name] ?? -1)
      numbers[name] = number
    }
    return number
  }
  visitServiceCalls(tree, { ...block, zipkin: block.partial }, (caller, callee, isError, row) => {
    calls.add(numberOf(caller), numberOf(callee), isError, row < 0 ? NaN : (duration[row] ?? NaN))
  })
}

/** By number of a name: a row of the archive which has it as its peer, −1 for services. */
function rowsOfPeers({ count, row, remote, inferred }: SpanBlock, names: number, services: number): Int32Array {
  const rows = new Int32Array(names).fill(-1)
  if (names === services) return rows
  for (let index = 0; index < count; index++) {
    const name = Math.max(remote[index] ?? -1, inferred[index] ?? -1)
    if (name >= services && (rows[name] ?? -1) < 0) rows[name] = row[index] ?? -1
  }
  return rows
}
