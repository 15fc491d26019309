import { type DuckDBConnection, INTEGER } from '@duckdb/node-api'
import { visitServiceCalls } from '../../analysis/serviceCalls'
import { groupReports, isPlainPair, uniteReports, type UnitedReports } from '../../analysis/uniteReports'
import { completeParts } from './completeParts'
import { FIND_REPEATS } from './findRepeats'
import { linkBlock, type LinkedBlock } from './linkBlock'
import { createLinkTables, type LinkTables } from './LinkTables'
import { blockQuery } from './prepareLinking'
import { readBlocks } from './readBlocks'
import { gatherBlock, type SpanBlock } from './SpanBlock'
import { TableAppender } from './TableAppender'
import { traceFacts } from './traceFacts'

interface LinkOptions {
  reader: DuckDBConnection
  writer: DuckDBConnection
  /** Spans linked since the last call. */
  onLinked: (spans: number) => void
}

/**
 * Links all reported spans, trace by trace, and fills `LinkTables`. Traces in which ids repeat other
 * than between a client and its server wait until it is known which of their reports are identical.
 */
export async function linkSpans({ reader, writer, onLinked }: LinkOptions): Promise<void> {
  const tables = await createLinkTables(writer)
  const names = await reader.runAndReadAll('SELECT count(*)::INTEGER FROM stage.names')
  const unnamed = await reader.runAndReadAll(`SELECT trace_key FROM stage.trace_keys WHERE trace_id = ''`)
  const context = { tables, nameCount: Number(names.value(0, 0)), noTraceId: Number(unnamed.getRows()[0]?.[0] ?? -1) }

  const reported = await reader.runAndReadAll('SELECT count(*) FROM reported_spans')
  const deferred: number[] = []
  let [read, waiting] = [0, 0]
  for await (const block of readBlocks(reader, blockQuery(false))) {
    const plain = withoutAmbiguous(block, deferred)
    read += block.count
    waiting += block.count - plain.count
    if (plain.count > 0) linkWhole(plain, false, context)
    onLinked(plain.count)
  }
  requireAll(read, Number(reported.value(0, 0)))
  if (deferred.length > 0) {
    const deferredTraces = await TableAppender.create(writer, 'stage', 'deferred_traces', { trace_key: INTEGER })
    deferredTraces.append(deferred.length, [Int32Array.from(deferred)])
    deferredTraces.close()
    for (const statement of FIND_REPEATS) await reader.run(statement)
    read = 0
    for await (const block of readBlocks(reader, blockQuery(true))) {
      read += block.count
      linkWhole(block, true, context)
      onLinked(block.count)
    }
    requireAll(read, waiting)
  }
  for (const table of Object.values(tables)) table.close()
}

/** With node-api 1.5.5 a statement that fails midway ends its stream like a complete one. */
function requireAll(read: number, expected: number): void {
  if (read !== expected) throw new Error(`only ${read} of ${expected} staged spans could be read back`)
}

interface LinkContext {
  tables: LinkTables
  nameCount: number
  noTraceId: number
}

/** The block without the traces that need a closer look, whose numbers are added to `deferred`. */
function withoutAmbiguous(block: SpanBlock, deferred: number[]): SpanBlock {
  const groups = groupReports(block)
  const ambiguous = new Set<number>()
  for (const head of groups.repeated) {
    if (!isPlainPair(head, groups, block)) ambiguous.add(block.trace[head] ?? 0)
  }
  if (ambiguous.size === 0) return block
  for (const trace of ambiguous) deferred.push(trace)
  const rows = Int32Array.from({ length: block.count }, (_, row) => row)
  return gatherBlock(
    block,
    rows.filter((row) => !ambiguous.has(block.trace[row] ?? 0)),
  )
}

function linkWhole(reports: SpanBlock, detailed: boolean, { tables, nameCount, noTraceId }: LinkContext): void {
  const united = uniteReports(reports, detailed ? detailsOf(reports) : null)
  const { block, ...spans } = detailed ? mergeReports(reports, united, tables) : { block: reports, ...united }
  const linked = linkBlock(block, spans, noTraceId)
  appendLinked(block, linked, tables)
  appendRenamed(block, spans, linked, tables)
  const traces = traceFacts(block, linked, nameCount)
  tables.traces.append(traces.count, traces.columns)
  appendCalls(block, linked, tables)
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
function mergeReports(reports: SpanBlock, united: UnitedReports, tables: LinkTables) {
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
    block: gatherBlock(reports, rows),
    repeat: rows.map((row) => united.repeat[row] ?? 0),
    orphan: Uint8Array.from(kept, (row) => united.orphan[row] ?? 0),
    parent: rows.map((row) => placeOf[united.parent[row] ?? -1] ?? -1),
  }
}

function appendLinked(
  block: SpanBlock,
  { tree, selfTime, criticalPath, problems }: LinkedBlock,
  { linked }: LinkTables,
): void {
  const childCount = Int32Array.from(
    { length: block.count },
    (_, row) => (tree.first[row + 1] ?? 0) - (tree.first[row] ?? 0),
  )
  const parentRow = tree.parent.map((above) => (above < 0 ? -1 : (block.row[above] ?? -1)))
  linked.append(block.count, [
    block.row,
    block.trace,
    parentRow,
    tree.depth,
    childCount,
    selfTime,
    criticalPath,
    problems,
  ])
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

function appendCalls(block: SpanBlock, { tree, duration }: LinkedBlock, { calls }: LinkTables): void {
  const [callers, callees, errors, durations]: [number[], number[], number[], number[]] = [[], [], [], []]
  visitServiceCalls(tree, { ...block, zipkin: block.partial }, (caller, callee, isError, row) => {
    callers.push(caller)
    callees.push(callee)
    errors.push(Number(isError))
    durations.push(row < 0 ? NaN : (duration[row] ?? NaN))
  })
  calls.append(callers.length, [
    Int32Array.from(callers),
    Int32Array.from(callees),
    Uint8Array.from(errors),
    Float64Array.from(durations),
  ])
}
