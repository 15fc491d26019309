import { z } from 'zod'
import { request } from '../../preload/contract/channel'
import { traceFilter } from '../../preload/contract/explorer'
import {
  arrangement,
  chartQuestion,
  RESULT_FORMATS,
  type ArrangedResult,
  type ChartAnswer,
  type ColumnProfile,
  type ExplainedStatement,
} from '../../preload/contract/sql/held'
import { sqlParameters } from '../../preload/contract/sql/parameters'
import type { ResultSpans } from './resultSpans'
import type { ResultExportProgress } from '../../preload/contract/sql/resultExport'
import type { SqlProgress, SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'

const path = z.string().min(1)
const session = z.string().min(1).max(64)
const statement = z.string().max(1_000_000)
const selection = traceFilter.nullable()
const place = z.number().int().nonnegative()
const held = { session, resultId: z.number().int() }
const arranged = { ...held, arrangementId: z.number().int().nullable() }
/** One statement, with what it is about. */
const asked = { statement, parameters: sqlParameters, selection: traceFilter.nullable() }

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
  run: request<SqlResult, SqlProgress>()(
    z.object({
      session,
      statement,
      parameters: sqlParameters,
      selection,
      /** All rows will be read from the first to the last, and none before the end. */
      inTurn: z.boolean(),
    }),
  ),
  rows: request<SqlValue[][]>()(
    z.object({
      ...arranged,
      first: place,
      count: z.number().int().min(1).max(10_000),
      /** Long cells as well; otherwise they are cut. */
      whole: z.boolean(),
    }),
  ),
  arrange: request<ArrangedResult, SqlProgress>()(z.object({ ...held, arrangement })),
  cell: request<SqlValue>()(z.object({ ...arranged, row: place, column: place })),
  profile: request<ColumnProfile, SqlProgress>()(z.object({ ...arranged, column: place })),
  chart: request<ChartAnswer, SqlProgress>()(z.object({ ...arranged, chart: chartQuestion })),
  /** The spans that the held rows name. */
  select: request<ResultSpans | null, SqlProgress>()(z.object(arranged)),
  vocabulary: request<SqlVocabulary>()(z.object({})),
  explain: request<ExplainedStatement, SqlProgress>()(z.object({ ...asked, analyze: z.boolean() })),
  /** Writes the rows of one statement to `writableFile` and answers how many. */
  export: request<number, ResultExportProgress>()(
    z.object({
      ...asked,
      arrangement: arrangement.nullable(),
      columns: z.array(place).min(1).nullable(),
      format: z.enum(RESULT_FORMATS),
    }),
  ),
}
export type SqlHostRequests = typeof sqlHostRequests
