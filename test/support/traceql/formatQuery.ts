import type {
  FieldExpression,
  Literal,
  Pipeline,
  ScalarExpression,
  ScalarFilter,
  SpansetExpression,
  Stage,
} from '../../../preload/contract/traceql/ast'
import { formatField } from '../../../preload/contract/traceql/formatField'
import { DURATION_UNITS } from '../../../preload/contract/traceql/parseDuration'

const LOGICAL = 1
const COMPARISON = 2
const PLUS = 3
const TIMES = 4
const PREFIX = 5
const POWER = 6
const WHOLE = 7

const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['&&', LOGICAL],
  ['||', LOGICAL],
  ['+', PLUS],
  ['-', PLUS],
  ['*', TIMES],
  ['/', TIMES],
  ['%', TIMES],
  ['^', POWER],
])

/** A text and how tightly its outermost operator binds. */
interface Formatted {
  text: string
  precedence: number
}

/** The query’s one canonical text, which parses to the same query. Scalars have no negative literals. */
export function formatQuery(query: Pipeline): string {
  return query.stages.map(formatStage).join(' | ')
}

function formatFieldExpression(expression: FieldExpression): string {
  return formatExpression(expression).text
}

function formatStage(stage: Stage): string {
  switch (stage.kind) {
    case 'by':
      return `by(${stage.expressions.map(formatFieldExpression).join(', ')})`
    case 'select':
      return `select(${stage.fields.map(formatField).join(', ')})`
    case 'coalesce':
      return 'coalesce()'
    case 'scalarFilter':
      return formatScalar(stage).text
    default:
      return formatSpanset(stage).text
  }
}

function formatSpanset(spanset: SpansetExpression): Formatted {
  switch (spanset.kind) {
    case 'pipeline':
      return whole(`(${formatQuery(spanset)})`)
    case 'filter':
      return whole(spanset.condition ? `{ ${formatFieldExpression(spanset.condition)} }` : '{ }')
    case 'combination':
      return join(formatSpanset(spanset.left), spanset.operator, formatSpanset(spanset.right))
    case 'relation': {
      const operator = { plain: '', not: '!', union: '&' }[spanset.form] + spanset.relation
      return join(formatSpanset(spanset.left), operator, formatSpanset(spanset.right))
    }
  }
}

function formatScalar(scalar: ScalarExpression | ScalarFilter): Formatted {
  switch (scalar.kind) {
    case 'aggregate':
      return whole(`${scalar.name}(${scalar.argument ? formatFieldExpression(scalar.argument) : ''})`)
    case 'scalarNegation':
      return prefix('-', formatScalar(scalar.operand))
    case 'scalarArithmetic':
    case 'scalarFilter':
      return join(formatScalar(scalar.left), scalar.operator, formatScalar(scalar.right))
    default:
      return whole(formatLiteral(scalar))
  }
}

function formatExpression(expression: FieldExpression): Formatted {
  switch (expression.kind) {
    case 'binary':
      return join(formatExpression(expression.left), expression.operator, formatExpression(expression.right))
    case 'unary':
      return prefix(expression.operator, formatExpression(expression.operand))
    case 'attribute':
    case 'intrinsic':
      return whole(formatField(expression))
    default: {
      const text = formatLiteral(expression)
      return { text, precedence: text.startsWith('-') ? PREFIX : WHOLE }
    }
  }
}

function formatLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'nil':
      return 'nil'
    case 'string':
      return JSON.stringify(literal.value)
    case 'integer':
      return literal.value === -(2n ** 63n) ? 'minInt' : String(literal.value)
    case 'float':
      return /^-?\d+$/.test(String(literal.value)) ? `${literal.value}.0` : String(literal.value)
    case 'duration':
      return formatNanoseconds(literal.nanoseconds)
    case 'array':
      return `[${literal.values.map(formatLiteral).join(', ')}]`
    default:
      return String(literal.value)
  }
}

/** In the largest unit up to days that divides it. */
function formatNanoseconds(nanoseconds: number): string {
  for (const unit of ['d', 'h', 'm', 's', 'ms', 'us']) {
    const size = DURATION_UNITS.get(unit)
    if (size !== undefined && nanoseconds !== 0 && nanoseconds % size === 0) return `${nanoseconds / size}${unit}`
  }
  return `${nanoseconds}ns`
}

function join(left: Formatted, operator: string, right: Formatted): Formatted {
  const precedence = PRECEDENCE.get(operator) ?? COMPARISON
  const [leftLeast, rightLeast] = precedence === POWER ? [POWER + 1, POWER] : [precedence, precedence + 1]
  return { text: `${inside(left, leftLeast)} ${operator} ${inside(right, rightLeast)}`, precedence }
}

function prefix(operator: string, operand: Formatted): Formatted {
  return { text: operator + inside(operand, PREFIX), precedence: PREFIX }
}

function inside({ text, precedence }: Formatted, least: number): string {
  return precedence < least ? `(${text})` : text
}

function whole(text: string): Formatted {
  return { text, precedence: WHOLE }
}
