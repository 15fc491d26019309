import type { SqlValue } from '../../../preload/contract/sql/sql'
import type { StatementRows } from '../../hosts/SqlConsole'
import { uniqueNames } from './uniqueNames'

/** One JSON array of row objects, a row to a line. */
export async function* jsonArray({ columns, batches }: StatementRows): AsyncGenerator<string> {
  const keys = uniqueNames(columns).map((name) => JSON.stringify(name))
  let before = '[\n'
  for await (const rows of batches) {
    yield before + rows.map((row) => rowOf(keys, row)).join(',\n')
    before = ',\n'
  }
  yield before === ',\n' ? '\n]\n' : '[]\n'
}

/** One row object to a line. */
export async function* jsonLines({ columns, batches }: StatementRows): AsyncGenerator<string> {
  const keys = uniqueNames(columns).map((name) => JSON.stringify(name))
  for await (const rows of batches) yield rows.map((row) => `${rowOf(keys, row)}\n`).join('')
}

/** In the order of the columns, which an object would not keep where names are numbers. */
function rowOf(keys: string[], row: SqlValue[]): string {
  return `{${keys.map((key, index) => `${key}:${JSON.stringify(row[index] ?? null)}`).join(',')}}`
}
