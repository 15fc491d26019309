import { joinSql, sql, type Statement } from '../archive/sql'

const JOINS = {
  resource: sql`JOIN store.resources r ON r.resource_key = s.tree.resource_key`,
  scope: sql`JOIN store.scopes c ON c.scope_key = s.tree.scope_key`,
  trace: sql`JOIN store.traces t ON t.trace_key = s.tree.trace_key`,
  problems: sql`JOIN store.problem_lists p ON p.bits = s.tree.problems`,
} as const

/** The tables that conditions on the span `s` of `store.span_rows` need beside it: only those are joined. */
export class SpanScope {
  private readonly needed: Set<keyof typeof JOINS>

  /** Needs what `other` needs from the beginning. */
  constructor(other?: SpanScope) {
    this.needed = new Set(other?.needed)
  }

  /** A column of one of these tables. */
  of(table: keyof typeof JOINS, column: Statement): Statement {
    this.needed.add(table)
    return column
  }

  get joins(): Statement {
    return joinSql(
      [...this.needed].map((table) => JOINS[table]),
      ' ',
    )
  }
}
