import type { QueryProgress } from '../../preload/contract/matches'
import type { Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { SharedAnswers } from './SharedAnswers'

/** Rows that are kept in memory in all, beside the table that was asked for last. */
const KEPT_ROWS = 12_000_000

export interface KeptTable {
  name: Statement
  rowCount: number
}

/** Who waits for an answer. */
export interface Asker {
  signal: AbortSignal
  onProgress?: ((progress: QueryProgress) => void) | undefined
}

interface Held<Table extends KeptTable> {
  table: Table
  reader: ArchiveReader
  users: number
  dropped: boolean
}

/** Tables that are made once for all who ask about them, and forgotten when others need the memory. */
export class KeptTables<Table extends KeptTable> {
  readonly #tables = new SharedAnswers<Held<Table>, QueryProgress>({
    capacity: KEPT_ROWS,
    weigh: ({ table }) => table.rowCount,
    onDrop: (held) => {
      held.dropped = true
      release(held)
    },
  })

  /** Does something with the table of a key, which stays until that is done. */
  async use<Value>(
    reader: ArchiveReader,
    { key, signal, onProgress }: Asker & { key: string },
    make: (signal: AbortSignal, report: (progress: QueryProgress) => void) => Promise<Table>,
    use: (table: Table) => Promise<Value>,
  ): Promise<Value> {
    const compute = async (shared: AbortSignal, report: (progress: QueryProgress) => void): Promise<Held<Table>> => ({
      table: await make(shared, report),
      reader,
      users: 0,
      dropped: false,
    })
    let held = await this.#tables.ask(key, signal, compute, onProgress)
    // It may have had to leave before it was used at all.
    while (held.dropped) held = await this.#tables.ask(key, signal, compute, onProgress)
    held.users++
    try {
      return await use(held.table)
    } finally {
      held.users--
      release(held)
    }
  }
}

function release({ dropped, users, reader, table }: Held<KeptTable>): void {
  if (dropped && users === 0) reader.forget(table.name)
}
