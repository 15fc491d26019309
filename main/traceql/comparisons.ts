import type { ComparisonOperator } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'

/** Comparisons as SQL writes them. */
export const COMPARISONS: Record<ComparisonOperator, Statement> = {
  '=': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
}
