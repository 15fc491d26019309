import type {
  Aggregate,
  AggregateName,
  ArithmeticOperator,
  ArrayLiteral,
  AttributeField,
  AttributeScope,
  Binary,
  Coalesce,
  ComparisonOperator,
  DurationLiteral,
  FieldExpression,
  FloatLiteral,
  GroupBy,
  IntegerLiteral,
  IntrinsicField,
  IntrinsicName,
  KindLiteral,
  LogicalOperator,
  NilLiteral,
  Pipeline,
  Relation,
  ScalarArithmetic,
  ScalarExpression,
  ScalarFilter,
  ScalarNegation,
  SpansetCombination,
  SpansetExpression,
  SpansetFilter,
  SpansetRelation,
  Stage,
  StatusLiteral,
  StringLiteral,
  BooleanLiteral,
  Unary,
} from '../../../preload/contract/traceql/ast'

/** Functions that build queries without a text: all places are 0. */
const place = { from: 0, to: 0 }

export const pipe = (...stages: Stage[]): Pipeline => ({ kind: 'pipeline', stages, ...place })
export const where = (condition: FieldExpression | null = null): SpansetFilter => ({
  kind: 'filter',
  condition,
  ...place,
})
export const combine = (
  left: SpansetExpression,
  operator: LogicalOperator,
  right: SpansetExpression,
): SpansetCombination => ({ kind: 'combination', operator, left, right, ...place })
export const relate = (
  left: SpansetExpression,
  relation: Relation,
  right: SpansetExpression,
  form: SpansetRelation['form'] = 'plain',
): SpansetRelation => ({ kind: 'relation', relation, form, left, right, ...place })
export const by = (...expressions: FieldExpression[]): GroupBy => ({ kind: 'by', expressions, ...place })
export const coalesce: Coalesce = { kind: 'coalesce', ...place }
export const having = (
  left: ScalarExpression,
  operator: ComparisonOperator,
  right: ScalarExpression,
): ScalarFilter => ({ kind: 'scalarFilter', operator, left, right, ...place })

export const aggregate = (name: AggregateName, argument: FieldExpression | null = null): Aggregate => ({
  kind: 'aggregate',
  name,
  argument,
  ...place,
})
export const scalar = (
  left: ScalarExpression,
  operator: ArithmeticOperator,
  right: ScalarExpression,
): ScalarArithmetic => ({ kind: 'scalarArithmetic', operator, left, right, ...place })
export const negative = (operand: ScalarExpression): ScalarNegation => ({ kind: 'scalarNegation', operand, ...place })

export const binary = (left: FieldExpression, operator: Binary['operator'], right: FieldExpression): Binary => ({
  kind: 'binary',
  operator,
  left,
  right,
  ...place,
})
export const unary = (operator: Unary['operator'], operand: FieldExpression): Unary => ({
  kind: 'unary',
  operator,
  operand,
  ...place,
})
export const attribute = (key: string, scope: AttributeScope | null = null, ofParent = false): AttributeField => ({
  kind: 'attribute',
  scope,
  ofParent,
  key,
  ...place,
})
export const intrinsic = (name: IntrinsicName): IntrinsicField => ({ kind: 'intrinsic', name, ...place })

export const text = (value: string): StringLiteral => ({ kind: 'string', value, ...place })
export const integer = (value: number | bigint): IntegerLiteral => ({ kind: 'integer', value: BigInt(value), ...place })
export const float = (value: number): FloatLiteral => ({ kind: 'float', value, ...place })
export const duration = (nanoseconds: number): DurationLiteral => ({ kind: 'duration', nanoseconds, ...place })
export const boolean = (value: boolean): BooleanLiteral => ({ kind: 'boolean', value, ...place })
export const status = (value: string): StatusLiteral => ({ kind: 'status', value, ...place })
export const spanKind = (value: string): KindLiteral => ({ kind: 'spanKind', value, ...place })
export const array = (...values: ArrayLiteral['values']): ArrayLiteral => ({ kind: 'array', values, ...place })
export const nil: NilLiteral = { kind: 'nil', ...place }
