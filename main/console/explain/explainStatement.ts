import type { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import type { Context } from '../../../preload/contract/channel'
import type { TraceFilter } from '../../../preload/contract/explorer'
import { Failed, failureOf } from '../../../preload/contract/failure'
import type { ExplainedStatement } from '../../../preload/contract/sql/held'
import type { SqlParameters } from '../../../preload/contract/sql/parameters'
import type { SqlProgress } from '../../../preload/contract/sql/sql'
import { checkStatement } from '../checkStatement'
import { connectConsole } from '../openConsole'
import { explained, readStatement } from '../readStatement'
import type { SelectedSpans } from '../SelectedSpans'
import { sqlFailure } from '../sqlFailure'
import { whileRunning } from '../whileRunning'
import { planOf } from './planOf'

export interface WantedPlan {
  statement: string
  parameters: SqlParameters
  selection: TraceFilter | null
  selected: SelectedSpans
  /** Whether it is run to its end and measured. */
  analyze: boolean
}

/**
 * How DuckDB goes about one statement, which is checked as any EXPLAIN that users write; of an EXPLAIN, what it
 * explains. Fails as `checkStatement` does, with places in the statement as it was written.
 */
export async function explainStatement(
  instance: DuckDBInstance,
  { statement, parameters, selection, selected, analyze }: WantedPlan,
  context: Context<SqlProgress>,
): Promise<ExplainedStatement> {
  const written = readStatement(statement)
  const { text, offset } = explained(statement, written) ?? written
  const head = `EXPLAIN (${analyze ? 'ANALYZE, ' : ''}FORMAT json) `
  const connection = await connectConsole(instance)
  try {
    return await whileRunning(connection, context, async (checkpoint) => {
      await selected.provide(connection, { statement, selection })
      checkpoint()
      const { prepared, bound } = await checkStatement(connection, head + text, parameters)
      checkpoint()
      if (bound) prepared.bind(bound.values, bound.types)
      const reader = await prepared.runAndReadAll().catch((error: unknown) => {
        throw sqlFailure(error, { text: head + text, before: 0, offset: 0 })
      })
      return explanationOf(JSON.parse(String(reader.value(1, 0))))
    })
  } catch (error) {
    throw movedBy(offset - head.length, error)
  } finally {
    connection.closeSync()
  }
}

/** A list of plans, or what was measured of all, with that of the EXPLAIN itself below it, which is left out. */
const answered = z.union([
  z.array(z.unknown()).min(1),
  z.object({ latency: z.number(), children: z.array(z.object({ children: z.array(z.unknown()).min(1) })).length(1) }),
])

function explanationOf(described: unknown): ExplainedStatement {
  const answer = answered.parse(described)
  if (Array.isArray(answer)) return { plan: planOf(answer[0]), elapsedMs: null, rowCount: null }
  const plan = planOf(answer.children[0]?.children[0])
  return { plan, elapsedMs: answer.latency * 1_000, rowCount: plan.rows }
}

/** A failure whose place is one in what was sent. */
function movedBy(units: number, error: unknown): Failed {
  const failure = failureOf(error)
  if ((failure.code !== 'sql_failed' && failure.code !== 'sql_refused') || failure.position === null) {
    return new Failed(failure)
  }
  return new Failed({ ...failure, position: Math.max(failure.position + units, 0) })
}
