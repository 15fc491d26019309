import { totalmem } from 'node:os'

const GIBIBYTE = 1024 ** 3

/** What DuckDB may use in the SQL host: a quarter of the machine's memory, at most 4 GiB. */
export function defaultMemoryLimit(): number {
  return Math.min(Math.floor(totalmem() / 4), 4 * GIBIBYTE)
}

/** What the process may use beyond DuckDB's own limit, which not all of its functions keep, before it is killed. */
export const MEMORY_HEADROOM_BYTES = 512 * 1024 ** 2

/** Begins the last line that a host killed for its memory writes to stderr. */
export const MEMORY_LINE = 'killed for its memory: '
