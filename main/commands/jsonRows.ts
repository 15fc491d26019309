import type { SqlColumn, SqlValue } from '../../preload/contract/sql/sql'
import type { StatementRows } from '../hosts/SqlConsole'

/** One JSON array of row objects, a row to a line. */
export async function* jsonArray({ columns, batches }: StatementRows): AsyncGenerator<string> {
  const names = uniqueNames(columns)
  let before = '[\n'
  for await (const rows of batches) {
    yield before + rows.map((row) => rowOf(names, row)).join(',\n')
    before = ',\n'
  }
  yield before === ',\n' ? '\n]\n' : '[]\n'
}

/** One row object to a line. */
export async function* jsonLines({ columns, batches }: StatementRows): AsyncGenerator<string> {
  const names = uniqueNames(columns)
  for await (const rows of batches) yield rows.map((row) => `${rowOf(names, row)}\n`).join('')
}

function rowOf(names: string[], row: SqlValue[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])))
}

/** An object holds a name once: further columns of a name become `name_1`, `name_2` … */
function uniqueNames(columns: SqlColumn[]): string[] {
  const taken = new Set<string>()
  return columns.map(({ name }) => {
    let unique = name
    for (let count = 1; taken.has(unique); count++) unique = `${name}_${count}`
    taken.add(unique)
    return unique
  })
}
