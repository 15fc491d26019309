import type { SyntaxNode } from '@lezer/common'
import { AGGREGATES, RELATIONS } from './ast'
import type {
  ArithmeticOperator,
  ComparisonOperator,
  Pipeline,
  Relation,
  ScalarExpression,
  SpansetExpression,
  SpansetRelation,
  Stage,
} from './ast'
import { bothOperandsOf, onlyOperandOf, operandsOf } from './operandsOf'
import { QueryRefusal } from './QueryRefusal'
import { readChain } from './readChain'
import { readFieldExpression } from './readFieldExpression'
import { readNumber } from './readLiteral'
import { readOperator } from './readOperator'

/** What stands outside braces: only its meaning tells spansets from numbers, both are written alike. */
type Part = Stage | ScalarExpression

type RelationOperator = Relation | `!${Relation}` | `&${Relation}`

const ARITHMETIC: readonly ArithmeticOperator[] = ['+', '-', '*', '/', '%', '^']
const COMPARISON: readonly ComparisonOperator[] = ['=', '!=', '<', '<=', '>', '>=']
const RELATION_FORMS: ReadonlyMap<RelationOperator, Pick<SpansetRelation, 'relation' | 'form'>> = new Map(
  RELATIONS.flatMap((relation): [RelationOperator, Pick<SpansetRelation, 'relation' | 'form'>][] => [
    [relation, { relation, form: 'plain' }],
    [`!${relation}`, { relation, form: 'not' }],
    [`&${relation}`, { relation, form: 'union' }],
  ]),
)
const OPERATORS = [...ARITHMETIC, ...COMPARISON, ...RELATION_FORMS.keys()]

export function readPipeline(node: SyntaxNode, text: string): Pipeline {
  const stages = operandsOf(node).map((part) => asStage(readPart(part, text)))
  return { kind: 'pipeline', stages, from: node.from, to: node.to }
}

function readPart(node: SyntaxNode, text: string): Part {
  const { from, to } = node
  switch (node.name) {
    case 'Filter': {
      const [condition] = operandsOf(node)
      return { kind: 'filter', condition: condition ? readFieldExpression(condition, text) : null, from, to }
    }
    case 'Wrapped':
      return readWrapped(node, text)
    case 'Call':
      return readCall(node, text)
    case 'Negation':
      return { kind: 'scalarNegation', operand: asScalar(readPart(onlyOperandOf(node), text), '-'), from, to }
    case 'Chain':
      return readChain<Part>(
        node,
        text,
        (operand) => readPart(operand, text),
        (operator, left, right, place) => ({
          kind: 'combination',
          operator,
          left: asSpanset(left, operator),
          right: asSpanset(right, operator),
          ...place,
        }),
      )
    case 'Binary':
      return readBinary(node, text)
    default:
      return readNumber(node, text)
  }
}

/** Parentheses around one spanset or number only group; around more they hold a pipeline. */
function readWrapped(node: SyntaxNode, text: string): Part {
  const parts = operandsOf(onlyOperandOf(node)).map((part) => readPart(part, text))
  const [first] = parts
  const last = parts.at(-1)
  if (first && parts.length === 1 && (isSpanset(first) || isScalar(first))) return first
  if (last && isScalar(last)) {
    const message = 'a pipeline in parentheses that ends in a number cannot be calculated or compared with'
    throw new QueryRefusal(node, `${message}; compare inside: ({ … } | count() > 1)`)
  }
  return { kind: 'pipeline', stages: parts.map(asStage), from: node.from, to: node.to }
}

function readBinary(node: SyntaxNode, text: string): Part {
  const { from, to } = node
  const operator = readOperator(node, text, OPERATORS)
  const [leftNode, rightNode] = bothOperandsOf(node)
  const left = readPart(leftNode, text)
  const right = readPart(rightNode, text)
  const spansets = () => ({ left: asSpanset(left, operator), right: asSpanset(right, operator), from, to })
  const scalars = () => ({ left: asScalar(left, operator), right: asScalar(right, operator), from, to })
  const form = isRelation(operator) ? RELATION_FORMS.get(operator) : undefined
  if (isOneOf(ARITHMETIC, operator)) return { kind: 'scalarArithmetic', operator, ...scalars() }
  if (isOneOf(COMPARISON, operator) && !(form && isSpanset(left)))
    return { kind: 'scalarFilter', operator, ...scalars() }
  if (form) return { kind: 'relation', ...form, ...spansets() }
  throw new Error(`operator ${operator}`)
}

function readCall(node: SyntaxNode, text: string): Part {
  const { from, to } = node
  const [called, list] = bothOperandsOf(node)
  const name = text.slice(called.from, called.to)
  const given = operandsOf(list).map((argument) => readFieldExpression(argument, text))
  const aggregate = AGGREGATES.find((each) => each === name)
  if (name === 'count' || name === 'coalesce') {
    if (given.length > 0) throw new QueryRefusal(list, `${name}() takes nothing in its parentheses`)
    return aggregate ? { kind: 'aggregate', name: aggregate, argument: null, from, to } : { kind: 'coalesce', from, to }
  }
  const [first] = given
  if (!first) throw new QueryRefusal(list, `${name}() needs a field in its parentheses, such as ${name}(duration)`)
  if (aggregate) {
    if (given.length > 1) throw new QueryRefusal(list, `${name}() takes one field or expression only`)
    return { kind: 'aggregate', name: aggregate, argument: first, from, to }
  }
  if (name === 'by') return { kind: 'by', expressions: given, from, to }
  const fields = given.map((field) => {
    if (field.kind === 'attribute' || field.kind === 'intrinsic') return field
    throw new QueryRefusal(field, 'select() takes fields only')
  })
  return { kind: 'select', fields, from, to }
}

function asStage(part: Part): Stage {
  if (!isScalar(part)) return part
  throw new QueryRefusal(part, 'a number alone selects nothing; compare it, such as count() > 1')
}

function asSpanset(part: Part, operator: string): SpansetExpression {
  if (isSpanset(part)) return part
  const found = isScalar(part) ? 'this is a number' : 'this is a stage of its own'
  throw new QueryRefusal(
    part,
    `${found}; on both sides of ${operator} stand spansets, such as { } or ({ } | count() > 1)`,
  )
}

function asScalar(part: Part, operator: string): ScalarExpression {
  if (isScalar(part)) return part
  const found = isSpanset(part) ? 'this selects spans' : 'this is a stage of its own'
  throw new QueryRefusal(part, `${found}; ${operator} here takes numbers and aggregates such as count()`)
}

function isSpanset(part: Part): part is SpansetExpression {
  return ['filter', 'combination', 'relation', 'pipeline'].includes(part.kind)
}

function isScalar(part: Part): part is ScalarExpression {
  return ['aggregate', 'scalarArithmetic', 'scalarNegation', 'integer', 'float', 'duration'].includes(part.kind)
}

function isRelation(operator: string): operator is RelationOperator {
  return [...RELATION_FORMS.keys()].some((each) => each === operator)
}

function isOneOf<Operator extends string>(operators: readonly Operator[], text: string): text is Operator {
  return operators.some((operator) => operator === text)
}
