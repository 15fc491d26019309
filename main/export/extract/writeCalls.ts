import { DuckDBInstance } from '@duckdb/node-api'
import { ArchiveReader } from '../../queries/ArchiveReader'
import { archiveCalls } from '../../queries/explore/archiveCalls'
import { sumCalls } from '../../queries/explore/sumCalls'
import { ChosenCalls } from '../../queries/explore/ChosenCalls'
import { ALWAYS } from '../../queries/explore/chosenSpans'

/** Counts who calls whom in a complete archive, and writes it there as `service_dependencies`. */
export async function writeCalls(path: string, signal: AbortSignal): Promise<void> {
  const rows = await readCalls(path, signal)
  const instance = await DuckDBInstance.create(path, { threads: '1' })
  const connection = await instance.connect()
  try {
    const appender = await connection.createAppender('service_dependencies')
    for (const { parent, child, calls, errors, percentiles, isInferred } of rows) {
      appender.appendVarchar(parent)
      appender.appendVarchar(child)
      appender.appendBigInt(BigInt(calls))
      appender.appendBigInt(BigInt(errors))
      for (const duration of percentiles) {
        if (Number.isNaN(duration)) appender.appendNull()
        else appender.appendBigInt(BigInt(duration))
      }
      appender.appendBoolean(isInferred)
      appender.endRow()
    }
    appender.closeSync()
    await connection.run('CHECKPOINT')
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function readCalls(path: string, signal: AbortSignal) {
  const reader = await ArchiveReader.open(path)
  try {
    const known = await archiveCalls(reader, signal)
    const { names, calls } = known
    const sums = await sumCalls(new ChosenCalls(known, () => true, ALWAYS), signal)
    const rows = calls.callers.map((caller, pair) => ({
      parent: names.texts[caller] ?? '',
      child: names.texts[calls.callees[pair] ?? -1] ?? '',
      isInferred: (calls.callees[pair] ?? -1) >= names.serviceCount,
      calls: sums.calls[pair] ?? 0,
      errors: sums.errors[pair] ?? 0,
      percentiles: sums.percentiles.map((column) => column[pair] ?? NaN),
    }))
    return rows.sort((a, b) => compare(a.parent, b.parent) || compare(a.child, b.child))
  } finally {
    reader.close()
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
