import fc from 'fast-check'
import { AGGREGATES, ATTRIBUTE_SCOPES, INTRINSICS, RELATIONS } from '../../preload/contract/traceql/ast'
import type {
  Aggregate,
  ArrayLiteral,
  AttributeField,
  Binary,
  Field,
  FieldExpression,
  IntrinsicField,
  IntrinsicName,
  IntrinsicType,
  NumberLiteral,
  Pipeline,
  ScalarExpression,
  ScalarFilter,
  SpansetExpression,
  Stage,
  StringLiteral,
} from '../../preload/contract/traceql/ast'
import { checkQuery } from '../../preload/contract/traceql/checkQuery'

const nowhere = { from: 0, to: 0 }
const ARITHMETIC = ['+', '-', '*', '/', '%', '^'] as const
const EQUALITY = ['=', '!='] as const
const COMPARISON = [...EQUALITY, '<', '<=', '>', '>='] as const
const LOGICAL = ['&&', '||'] as const
const LARGEST = 2n ** 63n - 1n

/** Queries of every kind of node, well typed, as the parser would return them. All places are 0. */
export function traceqlQueries(): fc.Arbitrary<Pipeline> {
  return trees.pipeline.filter((query) => checkQuery(query).length === 0)
}

const strings: fc.Arbitrary<StringLiteral> = fc
  .oneof(fc.constantFrom('GET', 'a "quoted" \\ part\n', ''), fc.string({ unit: 'binary' }))
  .map((value) => ({ kind: 'string', value, ...nowhere }))
const patterns: fc.Arbitrary<StringLiteral> = fc
  .constantFrom('.*', '(?i)get|post', '[a-z]+\\d{2}', 'a(?P<x>b)?')
  .map((value) => ({ kind: 'string', value, ...nowhere }))
const integers = fc.bigInt({ min: 0n, max: LARGEST })
const floats = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }))
const nanoseconds = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(1e6).map((milliseconds) => milliseconds * 1e6),
  fc.nat(1e5).map((hours) => hours * 3600e9),
)
const numberLiterals: fc.Arbitrary<NumberLiteral> = fc.oneof(
  integers.map((value) => ({ kind: 'integer' as const, value, ...nowhere })),
  floats.map((value) => ({ kind: 'float' as const, value, ...nowhere })),
  nanoseconds.map((value) => ({ kind: 'duration' as const, nanoseconds: value, ...nowhere })),
)

const stringArrays: fc.Arbitrary<ArrayLiteral> = arrays(strings)
const patternArrays: fc.Arbitrary<ArrayLiteral> = arrays(patterns)
const numberArrays: fc.Arbitrary<ArrayLiteral> = fc.oneof(
  arrays(fc.bigInt({ min: -LARGEST - 1n, max: LARGEST }).map((value) => ({ kind: 'integer', value, ...nowhere }))),
  arrays(signed(floats).map((value) => ({ kind: 'float', value, ...nowhere }))),
  arrays(signed(nanoseconds).map((value) => ({ kind: 'duration', nanoseconds: value, ...nowhere }))),
)
const booleanArrays: fc.Arbitrary<ArrayLiteral> = arrays(
  fc.boolean().map((value) => ({ kind: 'boolean', value, ...nowhere })),
)

function arrays(elements: fc.Arbitrary<ArrayLiteral['values'][number]>): fc.Arbitrary<ArrayLiteral> {
  return fc.array(elements, { minLength: 1, maxLength: 3 }).map((values) => ({ kind: 'array', values, ...nowhere }))
}

/** Zero has no sign. */
function negative(literal: NumberLiteral): NumberLiteral {
  switch (literal.kind) {
    case 'integer':
      return { ...literal, value: -literal.value }
    case 'float':
      return { ...literal, value: 0 - literal.value }
    case 'duration':
      return { ...literal, nanoseconds: 0 - literal.nanoseconds }
  }
}

/** As the parser reads it: a minus sign before digits belongs to the number. */
function minus(operand: FieldExpression): FieldExpression {
  const isPositive =
    (operand.kind === 'integer' && operand.value >= 0n) ||
    (operand.kind === 'float' && operand.value >= 0) ||
    (operand.kind === 'duration' && operand.nanoseconds >= 0)
  return isPositive ? negative(operand) : { kind: 'unary', operator: '-', operand, ...nowhere }
}

function signed(numbers: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.tuple(numbers, fc.boolean()).map(([value, negative]) => (negative && value !== 0 ? -value : value))
}

const keys = fc.oneof(
  fc.constantFrom('http.route', 'a-b/c', 'with space', 'span.x', 'resource.x', '5x', 'ünï', ''),
  fc.string({ unit: 'binary' }),
)
const attributes: fc.Arbitrary<AttributeField> = fc.oneof(
  fc
    .tuple(fc.constantFrom(null, ...ATTRIBUTE_SCOPES), keys)
    .map(([scope, key]) => ({ kind: 'attribute' as const, scope, ofParent: false, key, ...nowhere })),
  fc
    .tuple(fc.constantFrom(null, 'span' as const, 'resource' as const), keys)
    .map(([scope, key]) => ({ kind: 'attribute' as const, scope, ofParent: true, key, ...nowhere })),
)

function intrinsics(...types: IntrinsicType[]): fc.Arbitrary<IntrinsicField> {
  const names = Object.keys(INTRINSICS).filter((name): name is IntrinsicName => name in INTRINSICS)
  return fc
    .constantFrom(...names.filter((name) => types.includes(INTRINSICS[name])))
    .map((name) => ({ kind: 'intrinsic', name, ...nowhere }))
}

const statuses: fc.Arbitrary<FieldExpression> = fc
  .constantFrom('ok', 'error', 'unset')
  .map((value) => ({ kind: 'status', value, ...nowhere }))
const kinds: fc.Arbitrary<FieldExpression> = fc
  .constantFrom('unspecified', 'internal', 'server', 'client', 'producer', 'consumer')
  .map((value) => ({ kind: 'spanKind', value, ...nowhere }))
const booleans: fc.Arbitrary<FieldExpression> = fc.boolean().map((value) => ({ kind: 'boolean', value, ...nowhere }))
const nil: fc.Arbitrary<FieldExpression> = fc.constant({ kind: 'nil', ...nowhere })
const texts = fc.oneof(attributes, intrinsics('string', 'strings'))
const fields: fc.Arbitrary<Field> = fc.oneof(
  attributes,
  intrinsics('string', 'strings', 'integer', 'duration', 'status', 'spanKind'),
)

const trees = fc.letrec<{
  number: FieldExpression
  condition: FieldExpression
  aggregate: Aggregate
  scalar: ScalarExpression
  spanset: SpansetExpression
  stage: Stage
  pipeline: Pipeline
}>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    numberLiterals,
    numberLiterals.map(negative),
    fc.constant({ kind: 'integer' as const, value: -LARGEST - 1n, ...nowhere }),
    attributes,
    intrinsics('integer', 'duration'),
    tie('number').map(minus),
    binaries(tie('number'), ARITHMETIC, tie('number')),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    booleans,
    attributes,
    binaries(fc.oneof(texts, strings), COMPARISON, fc.oneof(texts, strings)),
    binaries(texts, EQUALITY, stringArrays),
    binaries(texts, ['=~', '!~'], fc.oneof(patterns, patternArrays)),
    binaries(fc.oneof(attributes, intrinsics('status')), EQUALITY, statuses),
    binaries(fc.oneof(attributes, intrinsics('spanKind')), EQUALITY, kinds),
    binaries(fc.oneof(fields, intrinsics('parent')), EQUALITY, nil),
    binaries(attributes, EQUALITY, booleanArrays),
    binaries(tie('number'), COMPARISON, tie('number')),
    binaries(tie('number'), EQUALITY, numberArrays),
    tie('condition').map((operand) => ({ kind: 'unary' as const, operator: '!' as const, operand, ...nowhere })),
    binaries(tie('condition'), [...LOGICAL, ...EQUALITY], tie('condition')),
  ),
  aggregate: fc.tuple(fc.constantFrom(...AGGREGATES), tie('number')).map(([name, argument]) => ({
    kind: 'aggregate',
    name,
    argument: name === 'count' ? null : argument,
    ...nowhere,
  })),
  scalar: fc.oneof(
    { maxDepth: 3 },
    numberLiterals,
    tie('aggregate'),
    tie('scalar').map((operand) => ({ kind: 'scalarNegation' as const, operand, ...nowhere })),
    fc
      .tuple(tie('scalar'), fc.constantFrom(...ARITHMETIC), tie('scalar'))
      .map(([left, operator, right]) => ({ kind: 'scalarArithmetic' as const, operator, left, right, ...nowhere })),
  ),
  spanset: fc.oneof(
    { maxDepth: 3 },
    fc.option(tie('condition'), { nil: null }).map((condition) => ({ kind: 'filter' as const, condition, ...nowhere })),
    fc
      .tuple(tie('spanset'), fc.constantFrom(...LOGICAL), tie('spanset'))
      .map(([left, operator, right]) => ({ kind: 'combination' as const, operator, left, right, ...nowhere })),
    fc
      .record({
        kind: fc.constant('relation' as const),
        relation: fc.constantFrom(...RELATIONS),
        form: fc.constantFrom('plain' as const, 'not' as const, 'union' as const),
        left: tie('spanset'),
        right: tie('spanset'),
      })
      .map((relation) => ({ ...relation, ...nowhere })),
    tie('pipeline').filter(needsParentheses),
  ),
  stage: fc.oneof(
    { maxDepth: 3 },
    tie('spanset'),
    fc.constant({ kind: 'coalesce' as const, ...nowhere }),
    fc
      .tuple(tie('aggregate'), fc.constantFrom(...COMPARISON), tie('scalar'), fc.boolean())
      .map(([aggregate, operator, scalar, first]): ScalarFilter => {
        const [left, right] = first ? [aggregate, scalar] : [scalar, aggregate]
        return { kind: 'scalarFilter', operator, left, right, ...nowhere }
      }),
    fc
      .array(fc.oneof(fields, tie('number')), { minLength: 1, maxLength: 2 })
      .map((expressions) => ({ kind: 'by' as const, expressions, ...nowhere })),
    fc
      .array(fields, { minLength: 1, maxLength: 3 })
      .map((selected) => ({ kind: 'select' as const, fields: selected, ...nowhere })),
  ),
  pipeline: fc
    .array(tie('stage'), { minLength: 1, maxLength: 3 })
    .map((stages) => ({ kind: 'pipeline', stages, ...nowhere })),
}))

function binaries(
  left: fc.Arbitrary<FieldExpression>,
  operators: readonly Binary['operator'][],
  right: fc.Arbitrary<FieldExpression>,
): fc.Arbitrary<Binary> {
  return fc
    .tuple(left, fc.constantFrom(...operators), right)
    .map(([first, operator, second]) => ({ kind: 'binary', operator, left: first, right: second, ...nowhere }))
}

/** A lone spanset in parentheses is that spanset. */
function needsParentheses({ stages }: Pipeline): boolean {
  const [first] = stages
  if (stages.length !== 1 || !first) return true
  return !['filter', 'combination', 'relation', 'pipeline'].includes(first.kind)
}
