import { identifier, joinSql, sql, type Statement } from '../archive/sql'
import { ALL_TRACES, type SpanTables } from './SpanTables'

type JoinedTable = 'resource' | 'scope' | 'trace' | 'problems'

/** The tables that a query reads, and those that conditions on the span `s` need beside it: only these are joined. */
export class SpanScope {
  readonly tables: SpanTables
  private readonly needed = new Set<JoinedTable>()
  private readonly resourceValues: Statement[] = []

  constructor(tables: SpanTables = ALL_TRACES) {
    this.tables = tables
  }

  /** Another that needs what this one needs, and may come to need more. */
  copy(): SpanScope {
    const copy = new SpanScope(this.tables)
    for (const table of this.needed) copy.needed.add(table)
    copy.resourceValues.push(...this.resourceValues)
    return copy
  }

  /** A column of one of these tables. */
  of(table: JoinedTable, column: Statement): Statement {
    this.needed.add(table)
    return column
  }

  /** What follows from the resource `r` alone: worked out for each resource, of which there are few, not for each span. */
  ofResource(value: Statement): Statement {
    this.resourceValues.push(value)
    return this.of('resource', sql`r.${valueName(this.resourceValues.length)}`)
  }

  get joins(): Statement {
    return joinSql(
      [...this.needed].map((table) => this.join(table)),
      ' ',
    )
  }

  private join(table: JoinedTable): Statement {
    switch (table) {
      case 'resource':
        return sql`JOIN ${this.resources} r ON r.resource_key = s.tree.resource_key`
      case 'scope':
        return sql`JOIN store.scopes c ON c.scope_key = s.tree.scope_key`
      case 'trace':
        return sql`JOIN ${this.tables.traces} t ON t.trace_key = s.tree.trace_key`
      case 'problems':
        return sql`JOIN store.problem_lists p ON p.bits = s.tree.problems`
    }
  }

  private get resources(): Statement {
    if (this.resourceValues.length === 0) return sql`store.resources`
    const values = this.resourceValues.map((value, index) => sql`, ${value} AS ${valueName(index + 1)}`)
    return sql`(SELECT r.* ${joinSql(values, '')} FROM store.resources r)`
  }
}

function valueName(number: number): Statement {
  return identifier(`value_${number}`)
}
