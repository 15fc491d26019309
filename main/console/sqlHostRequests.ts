import { z } from 'zod'
import { request } from '../../preload/contract/channel'
import type { SqlProgress, SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'

const path = z.string().min(1)
const session = z.string().min(1).max(64)
const statement = z.string().max(1_000_000)

/** What the SQL host answers. `open` comes first and once. */
export const sqlHostRequests = {
  open: request<null>()(
    z.object({
      archive: path,
      /** DuckDB's own limit; the process may use `MEMORY_HEADROOM_BYTES` more before it is killed. */
      memoryLimitBytes: z.number().int().positive(),
      /** A folder of this host alone, where results and sorts that outgrow the memory go. */
      temporaryFolder: path,
      /** The one file that `export` may write; null where nothing is exported. */
      writableFile: path.nullable(),
    }),
  ),
  run: request<SqlResult, SqlProgress>()(z.object({ session, statement })),
  rows: request<SqlValue[][]>()(
    z.object({
      session,
      resultId: z.number().int(),
      first: z.number().int().nonnegative(),
      count: z.number().int().min(1).max(10_000),
      /** Long cells as well; otherwise they are cut. */
      whole: z.boolean(),
    }),
  ),
  vocabulary: request<SqlVocabulary>()(z.object({})),
  /** Writes the rows of one SELECT to `writableFile` as Parquet. */
  export: request<null, SqlProgress>()(z.object({ statement })),
}
export type SqlHostRequests = typeof sqlHostRequests
