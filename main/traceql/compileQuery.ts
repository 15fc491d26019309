import type {
  FieldExpression,
  GroupBy,
  Pipeline,
  Relation,
  ScalarExpression,
  ScalarFilter,
  SpansetCombination,
  SpansetExpression,
  SpansetFilter,
  SpansetRelation,
  Stage,
} from '../../preload/contract/traceql/ast'
import { identifier, joinSql, sql, type Statement } from '../archive/sql'
import { COMPARISONS } from './comparisons'
import { conditionOf } from './conditionOf'
import { groupValue } from './groupValue'
import { arithmetic, numberOf } from './numberOf'
import { SpanScope } from './SpanScope'
import { ALL_TRACES, type SpanTables } from './SpanTables'

export interface CompiledQuery {
  /**
   * The spans of all spansets: `trace_key`, `span_row` and `group_1`, `group_2` … The groups that `by()` made tell the
   * spansets of a trace apart; see `groupValue`.
   */
  spans: Statement
  groupCount: number
  /** The same rows with further columns of the span `s`. */
  spansWith(columns: Statement): Statement
  /** The traces that match, once each, as `trace_key` and `matched_spans`. */
  traces: Statement
}

/** Rows of spans, each with its place in the tree of its trace. */
interface Spansets {
  name: Statement
  groupCount: number
  /** How many statements stand one within another where DuckDB puts them in the place of their names. */
  nesting: number
  /** Where they are the spans that meet a condition: the same rows can be had without a join. */
  scan: { scope: SpanScope; where: Statement } | null
}

/** Spansets with all that is known of their spans, which are called `s`. */
interface Source {
  /** What of the tables beside the span may be used is joined. */
  scope: SpanScope
  from: () => Statement
  /** The columns of the spansets, and what tells a spanset. */
  columns: Statement
  keys: Statement[]
}

const PLACE = sql`trace_key, span_row, parent_row, place, descendants`
const PLACE_OF_SPAN = sql`s.tree.trace_key AS trace_key, s.span_row, s.tree.parent_row AS parent_row,
  s.tree.place AS place, s.tree.descendants AS descendants`
/** DuckDB's planner takes twice as long for each window within another (2 s at 20), and cannot be interrupted. */
const MOST_NESTED = 8
/** What holds of left and right where the relation holds of right and left. */
const INVERSE: Record<Relation, Relation> = { '>': '<', '<': '>', '>>': '<<', '<<': '>>', '~': '~' }
const AGGREGATES = { avg: sql`avg`, min: sql`min`, max: sql`max`, sum: sql`sum` }

/**
 * Compiles a checked query to one statement, as Grafana Tempo evaluates it (pkg/traceql/ast_execute.go), trace by trace:
 * each stage makes rows of spans out of those before. Descendants are found by their places in pre-order, so that a
 * statement takes n log n of the spans which its conditions select, however deep the traces are. As no stage sees more
 * than one trace at a time, `tables` may be those of one.
 */
export function compileQuery(query: Pipeline, tables: SpanTables = ALL_TRACES): CompiledQuery {
  const compiler = new Compiler(tables)
  const spansets = compiler.pipeline(query, null, 0)
  const { name, groupCount } = spansets
  const columns = joinSql([sql`trace_key`, sql`span_row`, ...groups(groupCount)], ', ')
  return {
    spans: sql`${compiler.with} SELECT ${columns} FROM ${name}`,
    groupCount,
    spansWith(further) {
      const { from } = sourceOf(spansets, compiler.scopeOf(spansets))
      const known = [sql`s.tree.trace_key AS trace_key`, sql`s.span_row`, ...groups(groupCount)]
      return sql`${compiler.with} SELECT ${joinSql([...known, further], ', ')} FROM ${from()}`
    },
    traces: tracesOf(
      query,
      tables,
      sql`${compiler.with} SELECT trace_key, count(*) AS matched_spans FROM ${name} GROUP BY trace_key`,
    ),
  }
}

/** Where a scalar filter comes last, what it counts is the answer: its spans need not be looked up again. */
function tracesOf({ stages, ...place }: Pipeline, tables: SpanTables, otherwise: Statement): Statement {
  const last = stages.at(-1)
  if (last?.kind !== 'scalarFilter') return otherwise
  const compiler = new Compiler(tables)
  const spansets = compiler.summary(last, compiler.pipeline({ ...place, stages: stages.slice(0, -1) }, null, 0))
  return sql`${compiler.with} SELECT trace_key, sum(matched_spans)::BIGINT AS matched_spans FROM (${spansets}) GROUP BY trace_key`
}

class Compiler {
  private readonly tables: SpanTables
  /** Of the statement's `WITH`, each using those before. */
  private readonly parts: Statement[] = []

  constructor(tables: SpanTables) {
    this.tables = tables
  }

  get with(): Statement {
    return sql`WITH ${joinSql(this.parts, ', ')}`
  }

  /** `input` is null for all spans. `coalesce()` leaves the first `kept` groups: an operand sees one spanset at a time. */
  pipeline({ stages }: Pipeline, input: Spansets | null, kept: number): Spansets {
    let spansets = input
    for (const stage of stages) spansets = this.stage(stage, spansets, kept)
    return spansets ?? this.all()
  }

  private stage(stage: Stage, input: Spansets | null, kept: number): Spansets {
    switch (stage.kind) {
      case 'scalarFilter':
        return this.scalarFilter(stage, input ?? this.all())
      case 'by':
        return this.by(stage, input ?? this.all())
      case 'coalesce': {
        const spansets = input ?? this.all()
        return this.add(kept, sql`SELECT ${columnsOf(kept)} FROM ${spansets.name}`, spansets)
      }
      case 'select':
        return input ?? this.all()
      default:
        return this.spanset(stage, input, kept)
    }
  }

  private spanset(expression: SpansetExpression, input: Spansets | null, kept: number): Spansets {
    switch (expression.kind) {
      case 'filter':
        return this.filter(expression, input)
      case 'combination':
        return this.combination(expression, input)
      case 'relation':
        return this.relation(expression, input)
      case 'pipeline':
        return this.pipeline(expression, input, kept)
    }
  }

  private all(): Spansets {
    return this.scan(new SpanScope(this.tables), sql`true`)
  }

  private scan(scope: SpanScope, where: Statement): Spansets {
    const query = sql`SELECT ${PLACE_OF_SPAN} FROM ${this.tables.spans} s ${scope.joins} WHERE ${where}`
    return { ...this.add(0, query), scan: { scope, where } }
  }

  private filter({ condition }: SpansetFilter, input: Spansets | null): Spansets {
    if (condition === null) return input ?? this.all()
    const scope = this.scopeOf(input)
    const where = conditionOf(condition, scope)
    if (input === null) return this.scan(scope, where)
    if (input.scan !== null) return this.scan(scope, sql`${input.scan.where} AND ${where}`)
    const { from } = sourceOf(input, scope)
    return this.add(input.groupCount, sql`SELECT i.* FROM ${from()} WHERE ${where}`, input)
  }

  private combination({ operator, left, right }: SpansetCombination, input: Spansets | null): Spansets {
    const groupCount = input?.groupCount ?? 0
    const [one, other] = [this.spanset(left, input, groupCount), this.spanset(right, input, groupCount)]
    const columns = columnsOf(groupCount)
    const union = sql`SELECT ${columns} FROM ${one.name} UNION SELECT ${columns} FROM ${other.name}`
    if (operator === '||') return this.add(groupCount, union, one, other)
    const key = tuple(keyNames(groupCount))
    return this.add(
      groupCount,
      sql`SELECT * FROM (${union}) WHERE ${key} IN (SELECT ${key} FROM ${one.name})
        AND ${key} IN (SELECT ${key} FROM ${other.name})`,
      one,
      other,
    )
  }

  private relation({ relation, form, left, right }: SpansetRelation, input: Spansets | null): Spansets {
    const groupCount = input?.groupCount ?? 0
    const [one, other] = [this.spanset(left, input, groupCount), this.spanset(right, input, groupCount)]
    const columns = columnsOf(groupCount)
    const rights = holding(relation, one, other, groupCount)
    const matched = sql`SELECT ${columns} FROM (${rights}) WHERE ${form === 'not' ? sql`NOT holds` : sql`holds`}`
    if (form !== 'union') return this.add(groupCount, matched, one, other)
    const lefts = holding(INVERSE[relation], other, one, groupCount)
    return this.add(groupCount, sql`${matched} UNION SELECT ${columns} FROM (${lefts}) WHERE holds`, one, other)
  }

  /** The spansets that a scalar filter lets pass: their keys and how many spans each has. */
  summary({ operator, left, right }: ScalarFilter, input: Spansets): Statement {
    const needsSpans = usesSpans(left) || usesSpans(right)
    const source = sourceOf(input, this.scopeOf(input))
    const { scope, from, keys } = needsSpans ? source : { ...source, ...countedOf(input) }
    const condition = sql`${this.scalar(left, scope)} ${COMPARISONS[operator]} ${this.scalar(right, scope)}`
    const columns = keyNames(input.groupCount).map((name, index) => sql`${keys[index] ?? name} AS ${name}`)
    return sql`SELECT ${joinSql(columns, ', ')}, count(*) AS matched_spans FROM ${from()}
      GROUP BY ${joinSql(keys, ', ')} HAVING ${condition}`
  }

  private scalarFilter(stage: ScalarFilter, input: Spansets): Spansets {
    const key = tuple(keyNames(input.groupCount))
    return this.add(
      input.groupCount,
      sql`SELECT * FROM ${input.name} WHERE ${key} IN (SELECT ${key} FROM (${this.summary(stage, input)}))`,
      input,
    )
  }

  private scalar(expression: ScalarExpression, scope: SpanScope): Statement {
    switch (expression.kind) {
      case 'aggregate': {
        const { name, argument } = expression
        if (name === 'count' || argument === null) return sql`count(*)`
        return sql`${AGGREGATES[name]}((${numberOf(argument, scope)})::DOUBLE)`
      }
      case 'scalarArithmetic': {
        const left = sql`(${this.scalar(expression.left, scope)})::DOUBLE`
        const right = sql`(${this.scalar(expression.right, scope)})::DOUBLE`
        return arithmetic(expression.operator, left, right)
      }
      case 'scalarNegation':
        return sql`(-(${this.scalar(expression.operand, scope)})::DOUBLE)`
      default:
        return numberOf(expression, scope)
    }
  }

  private by({ expressions }: GroupBy, input: Spansets): Spansets {
    const { scope, from, columns } = sourceOf(input, this.scopeOf(input))
    const values = expressions.map((expression: FieldExpression) => groupValue(expression, scope))
    const named = values.map((value, index) => sql`${value} AS ${groupName(input.groupCount + index)}`)
    return this.add(
      input.groupCount + values.length,
      sql`SELECT ${columns}, ${joinSql(named, ', ')} FROM ${from()}`,
      input,
    )
  }

  scopeOf(input: Spansets | null): SpanScope {
    return input?.scan?.scope.copy() ?? new SpanScope(this.tables)
  }

  private add(groupCount: number, query: Statement, ...inputs: Spansets[]): Spansets {
    const name = identifier(`spansets_${this.parts.length + 1}`)
    const nesting = Math.max(0, ...inputs.map((input) => input.nesting + 1))
    const kept = nesting >= MOST_NESTED
    this.parts.push(sql`${name} AS ${kept ? sql`MATERIALIZED` : sql``} (${query})`)
    return { name, groupCount, nesting: kept ? 0 : nesting, scan: null }
  }
}

function sourceOf({ name, groupCount, scan }: Spansets, scope: SpanScope): Source {
  if (scan !== null) {
    const from = () => sql`${scope.tables.spans} s ${scope.joins} WHERE ${scan.where}`
    return { scope, from, columns: PLACE_OF_SPAN, keys: [sql`s.tree.trace_key`] }
  }
  return {
    scope,
    from: () => sql`${name} i JOIN ${scope.tables.spans} s ON s.span_row = i.span_row ${scope.joins}`,
    columns: sql`i.*`,
    keys: keyNames(groupCount).map((column) => sql`i.${column}`),
  }
}

/** The same without what is known of the spans, which only counting can do without. */
function countedOf({ name, groupCount }: Spansets): Pick<Source, 'from' | 'keys'> {
  return { from: () => sql`${name} i`, keys: keyNames(groupCount).map((column) => sql`i.${column}`) }
}

/** The right spansets with `holds`: whether the relation holds to a span of the left one of the same spanset. */
function holding(relation: Relation, left: Spansets, right: Spansets, groupCount: number): Statement {
  const keys = keyNames(groupCount)
  // Rows are of one trace each.
  const of = (row: Statement) => tuple([...groups(groupCount), row])
  switch (relation) {
    case '>':
      return sql`SELECT *, ${of(sql`parent_row`)} IN (SELECT ${of(sql`span_row`)} FROM ${left.name}) AS holds
        FROM ${right.name}`
    case '<':
      return sql`SELECT *, ${of(sql`span_row`)} IN (SELECT ${of(sql`parent_row`)} FROM ${left.name}) AS holds
        FROM ${right.name}`
    case '~': {
      const siblings = sql`SELECT ${joinSql([...keys, sql`parent_row`], ', ')}, min(span_row) AS first, count(*) AS siblings
        FROM ${left.name} WHERE parent_row >= 0 GROUP BY ALL`
      return sql`SELECT r.*, coalesce(l.siblings > 1 OR l.first <> r.span_row, false) AS holds
        FROM ${right.name} r LEFT JOIN (${siblings}) l USING (${joinSql([...keys, sql`parent_row`], ', ')})`
    }
    case '>>':
    case '<<': {
      const columns = columnsOf(groupCount)
      const both = sql`SELECT ${columns}, false AS is_right FROM ${left.name}
        UNION ALL SELECT ${columns}, true FROM ${right.name}`
      // Intervals of places lie within one another or apart. A span is no descendant of itself: it looks before it is seen.
      const [seen, order, holds] =
        relation === '>>'
          ? [sql`max(place + descendants)`, sql`place, is_right DESC`, sql`seen >= place`]
          : [sql`min(place)`, sql`place DESC, is_right DESC`, sql`seen <= place + descendants`]
      return sql`SELECT *, coalesce(${holds}, false) AS holds FROM (
        SELECT *, ${seen} FILTER (NOT is_right) OVER (PARTITION BY ${joinSql(keys, ', ')} ORDER BY ${order}
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS seen FROM (${both}))
        WHERE is_right`
    }
  }
}

function usesSpans(expression: ScalarExpression): boolean {
  switch (expression.kind) {
    case 'aggregate':
      return expression.argument !== null
    case 'scalarArithmetic':
      return usesSpans(expression.left) || usesSpans(expression.right)
    case 'scalarNegation':
      return usesSpans(expression.operand)
    default:
      return false
  }
}

function groupName(index: number): Statement {
  return identifier(`group_${index + 1}`)
}

function groups(count: number): Statement[] {
  return Array.from({ length: count }, (_, index) => groupName(index))
}

/** What tells spansets apart. */
function keyNames(groupCount: number): Statement[] {
  return [sql`trace_key`, ...groups(groupCount)]
}

function columnsOf(groupCount: number): Statement {
  return joinSql([PLACE, ...groups(groupCount)], ', ')
}

/** Columns as one value. */
function tuple(columns: Statement[]): Statement {
  const list = joinSql(columns, ', ')
  return columns.length === 1 ? list : sql`(${list})`
}
