/** A TraceQL query as a tree. Every node tells where it stands in the text, in UTF-16 code units. */
export interface Place {
  from: number
  to: number
}

export type LogicalOperator = '&&' | '||'
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='
/** Regular expressions (RE2), which must match the whole text. */
export type MatchOperator = '=~' | '!~'
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^'

/** How spans of the right side stand to spans of the left one: child, descendant, parent, ancestor, sibling. */
export const RELATIONS = ['>', '>>', '<', '<<', '~'] as const
export type Relation = (typeof RELATIONS)[number]

/** What is known of the spans selected so far passes from one stage to the next. */
export interface Pipeline extends Place {
  kind: 'pipeline'
  stages: Stage[]
}

export type Stage = SpansetExpression | ScalarFilter | GroupBy | Select | Coalesce
/** A pipeline as an operand stands in parentheses. */
export type SpansetExpression = SpansetFilter | SpansetCombination | SpansetRelation | Pipeline

/** `{ condition }`; null is `{ }`. */
export interface SpansetFilter extends Place {
  kind: 'filter'
  condition: FieldExpression | null
}

export interface SpansetCombination extends Place {
  kind: 'combination'
  operator: LogicalOperator
  left: SpansetExpression
  right: SpansetExpression
}

export interface SpansetRelation extends Place {
  kind: 'relation'
  relation: Relation
  /** `not` keeps spans of the right side for which the relation holds to none of the left; `union` keeps both sides. */
  form: 'plain' | 'not' | 'union'
  left: SpansetExpression
  right: SpansetExpression
}

export interface ScalarFilter extends Place {
  kind: 'scalarFilter'
  operator: ComparisonOperator
  left: ScalarExpression
  right: ScalarExpression
}

export interface GroupBy extends Place {
  kind: 'by'
  expressions: FieldExpression[]
}

export interface Select extends Place {
  kind: 'select'
  fields: Field[]
}

export interface Coalesce extends Place {
  kind: 'coalesce'
}

export const AGGREGATES = ['count', 'avg', 'min', 'max', 'sum'] as const
export type AggregateName = (typeof AGGREGATES)[number]

export type ScalarExpression = Aggregate | ScalarArithmetic | ScalarNegation | NumberLiteral

export interface Aggregate extends Place {
  kind: 'aggregate'
  name: AggregateName
  /** Null for `count()`. */
  argument: FieldExpression | null
}

export interface ScalarArithmetic extends Place {
  kind: 'scalarArithmetic'
  operator: ArithmeticOperator
  left: ScalarExpression
  right: ScalarExpression
}

export interface ScalarNegation extends Place {
  kind: 'scalarNegation'
  operand: ScalarExpression
}

export type FieldExpression = Binary | Unary | Literal | Field

export interface Binary extends Place {
  kind: 'binary'
  operator: LogicalOperator | ComparisonOperator | MatchOperator | ArithmeticOperator
  left: FieldExpression
  right: FieldExpression
}

export interface Unary extends Place {
  kind: 'unary'
  operator: '!' | '-'
  operand: FieldExpression
}

export type NumberLiteral = IntegerLiteral | FloatLiteral | DurationLiteral
export type Literal =
  NumberLiteral | StringLiteral | BooleanLiteral | NilLiteral | StatusLiteral | KindLiteral | ArrayLiteral

export interface IntegerLiteral extends Place {
  kind: 'integer'
  value: bigint
}
export interface FloatLiteral extends Place {
  kind: 'float'
  value: number
}
export interface DurationLiteral extends Place {
  kind: 'duration'
  nanoseconds: number
}
export interface StringLiteral extends Place {
  kind: 'string'
  value: string
}
export interface BooleanLiteral extends Place {
  kind: 'boolean'
  value: boolean
}
export interface NilLiteral extends Place {
  kind: 'nil'
}
/** `ok`, `error`, `unset`. */
export interface StatusLiteral extends Place {
  kind: 'status'
  value: string
}
/** `server`, `client` … */
export interface KindLiteral extends Place {
  kind: 'spanKind'
  value: string
}
/** `["a", "b"]`: any of them with `=` and `=~`, none of them with `!=` and `!~`. Its elements are of one kind. */
export interface ArrayLiteral extends Place {
  kind: 'array'
  values: (StringLiteral | IntegerLiteral | FloatLiteral | DurationLiteral | BooleanLiteral)[]
}

export type Field = AttributeField | IntrinsicField

export const ATTRIBUTE_SCOPES = ['span', 'resource', 'event', 'link', 'instrumentation'] as const
export type AttributeScope = (typeof ATTRIBUTE_SCOPES)[number]

/** `span.http.route`; without a scope (`.http.route`) the span's, or else the resource's. */
export interface AttributeField extends Place {
  kind: 'attribute'
  scope: AttributeScope | null
  /** Of the parent span: `parent.span.http.route`. Never with the scopes event, link and instrumentation. */
  ofParent: boolean
  key: string
}

export interface IntrinsicField extends Place {
  kind: 'intrinsic'
  name: IntrinsicName
}

/** `strings` is an array of strings; a `parent` can only be compared with nil. */
export type IntrinsicType = 'string' | 'strings' | 'integer' | 'duration' | 'status' | 'spanKind' | 'parent'

/** Every intrinsic field by its scoped name. Those of `span:` that Tempo has not are ours. */
export const INTRINSICS = {
  'span:name': 'string',
  'span:status': 'status',
  'span:statusMessage': 'string',
  'span:duration': 'duration',
  'span:kind': 'spanKind',
  'span:id': 'string',
  'span:parentID': 'string',
  'span:childCount': 'integer',
  'span:selfTime': 'duration',
  'span:criticalPath': 'duration',
  'span:problems': 'strings',
  'trace:id': 'string',
  'trace:duration': 'duration',
  'trace:rootName': 'string',
  'trace:rootService': 'string',
  'event:name': 'string',
  'event:timeSinceStart': 'duration',
  'link:traceID': 'string',
  'link:spanID': 'string',
  'instrumentation:name': 'string',
  'instrumentation:version': 'string',
  parent: 'parent',
  nestedSetLeft: 'integer',
  nestedSetRight: 'integer',
  nestedSetParent: 'integer',
} as const satisfies Record<string, IntrinsicType>
export type IntrinsicName = keyof typeof INTRINSICS

/** Other names of intrinsic fields. */
export const INTRINSIC_ALIASES: Readonly<Record<string, IntrinsicName>> = {
  name: 'span:name',
  status: 'span:status',
  statusMessage: 'span:statusMessage',
  duration: 'span:duration',
  kind: 'span:kind',
  childCount: 'span:childCount',
  traceDuration: 'trace:duration',
  rootName: 'trace:rootName',
  rootServiceName: 'trace:rootService',
  'trace:rootServiceName': 'trace:rootService',
}
