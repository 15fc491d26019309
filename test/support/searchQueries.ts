import fc from 'fast-check'
import type {
  ArithmeticOperator,
  ComparisonOperator,
  Field,
  FieldExpression,
  IntrinsicName,
  Literal,
  Pipeline,
  ScalarExpression,
  ScalarFilter,
  SpansetExpression,
  Stage,
} from '../../preload/contract/traceql/ast'
import { RELATIONS } from '../../preload/contract/traceql/ast'
import { checkQuery } from '../../preload/contract/traceql/checkQuery'

/** Queries that `checkQuery` admits on what `traceqlTraces` makes: most of them find something. */
export function searchQueries(): fc.Arbitrary<Pipeline> {
  return pipelines(2).filter((query) => checkQuery(query).length === 0)
}

const place = { from: 0, to: 0 }
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const

const attribute = (
  scope: 'span' | 'resource' | 'event' | 'link' | 'instrumentation' | null,
  keys: string[],
  ofParent = false,
) => fc.constantFrom(...keys).map((key): Field => ({ kind: 'attribute', scope, ofParent, key, ...place }))
const intrinsic = (...names: IntrinsicName[]) =>
  fc.constantFrom(...names).map((name): Field => ({ kind: 'intrinsic', name, ...place }))

const SPAN_KEYS = ['http.status_code', 'http.method', 'cache.hit', 'ratio', 'key with space', 'mixed']
const RESOURCE_KEYS = ['service.name', 'region', 'http.method']
const onSpans = fc.oneof(
  { weight: 4, arbitrary: attribute('span', SPAN_KEYS) },
  attribute('resource', RESOURCE_KEYS),
  attribute(null, [...SPAN_KEYS, ...RESOURCE_KEYS]),
)
const numbers = fc.oneof(
  attribute('span', ['http.status_code', 'ratio', 'mixed']),
  intrinsic('span:duration', 'span:childCount', 'trace:duration', 'span:selfTime'),
)
const texts = intrinsic(
  'span:name',
  'span:statusMessage',
  'span:id',
  'span:parentID',
  'trace:id',
  'trace:rootName',
  'trace:rootService',
  'instrumentation:name',
  'instrumentation:version',
)
const many = fc.oneof(
  attribute('event', ['exception.type', 'attempt', 'tags']),
  attribute('link', ['reason', 'mixed']),
  attribute('span', ['tags', 'ids', 'serial']),
  attribute(null, SPAN_KEYS, true),
  attribute('resource', RESOURCE_KEYS, true),
  attribute('span', SPAN_KEYS, true),
  intrinsic('event:name', 'event:timeSinceStart', 'link:spanID', 'span:problems'),
)

const strings = fc
  .constantFrom(
    'GET',
    'POST',
    '',
    'true',
    '1',
    '200 OK',
    'a',
    'b',
    'shop',
    'cart',
    'eu',
    'SELECT',
    'GET /',
    'nil',
    'é',
    '500',
    'Timeout',
    'retry',
    'orphan',
  )
  .map((value) => ({ kind: 'string' as const, value, ...place }))
const integers = fc
  .constantFrom(0n, 1n, 2n, 200n, 404n, 500n, -2n, 9_007_199_254_740_993n)
  .map((value) => ({ kind: 'integer' as const, value, ...place }))
const floats = fc.constantFrom(0.5, 0.1, -1.5, 500, 2).map((value) => ({ kind: 'float' as const, value, ...place }))
const durations = fc
  .constantFrom(0, 1_000, 1e6, 250e6, 1e9, 60e9)
  .map((nanoseconds) => ({ kind: 'duration' as const, nanoseconds, ...place }))
const booleans = fc.boolean().map((value) => ({ kind: 'boolean' as const, value, ...place }))
const patterns = fc
  .constantFrom('.*', 'G.*', 'a|b', '[a-z]+', '', 'true|1', '.')
  .map((value) => ({ kind: 'string' as const, value, ...place }))
const literals: fc.Arbitrary<Literal> = fc.oneof(
  strings,
  integers,
  floats,
  durations,
  booleans,
  fc.constant({ kind: 'nil' as const, ...place }),
  fc.constantFrom('ok', 'error', 'unset').map((value) => ({ kind: 'status' as const, value, ...place })),
  fc.constantFrom('server', 'client', 'consumer').map((value) => ({ kind: 'spanKind' as const, value, ...place })),
  fc
    .oneof(fc.array(strings, { minLength: 1, maxLength: 3 }), fc.array(integers, { minLength: 1, maxLength: 3 }))
    .map((values) => ({
      kind: 'array' as const,
      values,
      ...place,
    })),
)

const binary = (
  left: FieldExpression,
  operator: ComparisonOperator | ArithmeticOperator | '=~' | '!~' | '&&' | '||',
  right: FieldExpression,
): FieldExpression => ({
  kind: 'binary',
  operator,
  left,
  right,
  ...place,
})

const compared = fc.oneof(
  fc.tuple(
    fc.oneof(onSpans, numbers, texts, many, intrinsic('span:status', 'span:kind')),
    fc.constantFrom(...COMPARISONS),
    literals,
  ),
  fc.tuple(literals, fc.constantFrom(...COMPARISONS), fc.oneof(onSpans, numbers, texts)),
  fc.tuple(fc.oneof(onSpans, texts, many), fc.constantFrom('=~' as const, '!~' as const), patterns),
  fc.tuple(
    intrinsic('parent'),
    fc.constantFrom('=' as const, '!=' as const),
    fc.constant<Literal>({ kind: 'nil', ...place }),
  ),
  fc.tuple(fc.oneof(onSpans, texts), fc.constantFrom(...COMPARISONS), fc.oneof(onSpans, texts)),
  fc.tuple(reckoned(), fc.constantFrom('<' as const, '>' as const), fc.oneof(integers, floats, durations)),
)

function reckoned(): fc.Arbitrary<FieldExpression> {
  const operators = fc.constantFrom<ArithmeticOperator[]>('+', '-', '*', '/', '%')
  const operands = fc.oneof(numbers, floats)
  return fc.oneof(
    fc.tuple(operands, operators, operands).map(([left, operator, right]) => binary(left, operator, right)),
    numbers.map((operand): FieldExpression => ({ kind: 'unary', operator: '-', operand, ...place })),
  )
}

function conditions(depth: number): fc.Arbitrary<FieldExpression> {
  const simple = fc.oneof(
    { weight: 6, arbitrary: compared.map(([left, operator, right]) => binary(left, operator, right)) },
    onSpans,
    booleans,
  )
  if (depth === 0) return simple
  const inner = conditions(depth - 1)
  return fc.oneof(
    { weight: 3, arbitrary: simple },
    fc
      .tuple(inner, fc.constantFrom('&&' as const, '||' as const), inner)
      .map(([left, operator, right]) => binary(left, operator, right)),
    inner.map((operand): FieldExpression => ({ kind: 'unary', operator: '!', operand, ...place })),
  )
}

function spansets(depth: number): fc.Arbitrary<SpansetExpression> {
  const filters = fc
    .option(conditions(2), { freq: 6 })
    .map((condition): SpansetExpression => ({ kind: 'filter', condition, ...place }))
  if (depth === 0) return filters
  const inner = spansets(depth - 1)
  return fc.oneof(
    { weight: 2, arbitrary: filters },
    fc
      .record({ operator: fc.constantFrom('&&' as const, '||' as const), left: inner, right: inner })
      .map((sides): SpansetExpression => ({ kind: 'combination', ...sides, ...place })),
    {
      weight: 3,
      arbitrary: fc
        .record({
          relation: fc.constantFrom(...RELATIONS),
          form: fc.constantFrom('plain' as const, 'not' as const, 'union' as const),
          left: inner,
          right: inner,
        })
        .map((sides): SpansetExpression => ({ kind: 'relation', ...sides, ...place })),
    },
    pipelines(depth - 1),
  )
}

function scalarFilters(): fc.Arbitrary<ScalarFilter> {
  const count = fc.constant<ScalarExpression>({ kind: 'aggregate', name: 'count', argument: null, ...place })
  const others = fc
    .record({
      name: fc.constantFrom('avg' as const, 'min' as const, 'max' as const, 'sum' as const),
      argument: fc.oneof(numbers, reckoned()),
    })
    .map((of): ScalarExpression => ({ kind: 'aggregate', ...of, ...place }))
  const doubled = others.map((left): ScalarExpression => ({
    kind: 'scalarArithmetic',
    operator: '*',
    left,
    right: { kind: 'integer', value: 2n, ...place },
    ...place,
  }))
  // Sums of fractions may differ in their last digit: nothing is compared with what they can be.
  const odd = fc
    .constantFrom(-3.3, 0.77, 3.3, 777.7, 77_777_777.7)
    .map((value): ScalarExpression => ({ kind: 'float', value, ...place }))
  return fc
    .oneof(
      fc.tuple(
        count,
        fc.constantFrom(...COMPARISONS),
        fc.constantFrom(1n, 2n, 4n).map((value): ScalarExpression => ({ kind: 'integer', value, ...place })),
      ),
      fc.tuple(fc.oneof(others, doubled), fc.constantFrom('<' as const, '>=' as const), odd),
    )
    .map(([left, operator, right]) => ({ kind: 'scalarFilter', operator, left, right, ...place }))
}

function pipelines(depth: number): fc.Arbitrary<Pipeline> {
  const groups = fc.oneof(
    onSpans,
    intrinsic('span:name', 'span:status', 'span:kind', 'span:childCount', 'trace:rootName', 'instrumentation:name'),
  )
  const stages: fc.Arbitrary<Stage> = fc.oneof(
    { weight: 3, arbitrary: spansets(depth) },
    { weight: 2, arbitrary: scalarFilters() },
    fc
      .array(groups, { minLength: 1, maxLength: 2 })
      .map((expressions): Stage => ({ kind: 'by', expressions, ...place })),
    fc.constant<Stage>({ kind: 'coalesce', ...place }),
  )
  return fc
    .tuple(spansets(depth), fc.array(stages, { maxLength: 2 }))
    .map(([first, others]) => ({ kind: 'pipeline', stages: [first, ...others], ...place }))
}
