import type { SqlColumn } from '../../../preload/contract/sql/sql'

/** An object holds a name once: further columns of a name become `name_1`, `name_2` … */
export function uniqueNames(columns: SqlColumn[]): string[] {
  const taken = new Set<string>()
  return columns.map(({ name }) => {
    let unique = name
    for (let count = 1; taken.has(unique); count++) unique = `${name}_${count}`
    taken.add(unique)
    return unique
  })
}
