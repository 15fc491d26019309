import { type AttributeField, type IntrinsicField, type Literal } from '../../preload/contract/traceql/ast'
import { sql, type Statement } from '../archive/sql'
import type { SpanScope } from './SpanScope'

/** Values of different families never compare. */
export type Family = 'number' | 'string' | 'boolean' | 'status' | 'spanKind'

export type Operand =
  /**
   * Text of a type that the row tells: `type` is a letter of `attribute_types`. `mayBeArray` is true, and cheap to tell
   * false, where one of the row's attributes is an array.
   */
  | { kind: 'attribute'; value: Statement; type: Statement; mayBeArray: Statement }
  /** NULL where it is missing. */
  | { kind: 'plain'; family: Family; value: Statement }
  /** A list of texts, never missing. */
  | { kind: 'texts'; value: Statement }
  /** One value for each row of another table: those of a span have its number in `key`, which is compared with `own`. */
  | { kind: 'many'; own: Statement; key: Statement; from: Statement; each: Operand }

/** What a field stands for. */
export function operandOf(field: AttributeField | IntrinsicField, scope: SpanScope): Operand {
  return field.kind === 'attribute' ? attributeOperand(field, scope) : intrinsicOperand(field, scope)
}

function attributeOperand({ scope: of, ofParent, key }: AttributeField, scope: SpanScope): Operand {
  if (ofParent) {
    const span = attribute(sql`s.attributes`, sql`s.attribute_types`, key)
    const resource = attribute(sql`r.attributes`, sql`r.attribute_types`, key)
    const each = of === 'span' ? span : of === 'resource' ? resource : firstOf(span, resource)
    const join = of === 'span' ? sql`` : sql`JOIN store.resources r ON r.resource_key = s.tree.resource_key`
    const from = sql`${scope.tables.spans} s ${join}`
    return { kind: 'many', own: sql`s.tree.parent_row`, key: sql`s.span_row`, from, each }
  }
  const span = attribute(sql`s.attributes`, sql`s.attribute_types`, key)
  const resource = () => attribute(scope.of('resource', sql`r.attributes`), sql`r.attribute_types`, key)
  switch (of) {
    case 'span':
      return span
    case 'resource':
      return resource()
    case 'instrumentation':
      // The archive does not keep the types of what scopes say of themselves.
      return { kind: 'plain', family: 'string', value: scope.of('scope', sql`c.attributes[${key}]`) }
    case 'event':
      return manyOf(scope.tables.events, attribute(sql`e.attributes`, sql`e.attribute_types`, key))
    case 'link':
      return manyOf(scope.tables.links, attribute(sql`e.attributes`, sql`e.attribute_types`, key))
    case null:
      return firstOf(span, resource())
  }
}

type AttributeOperand = Extract<Operand, { kind: 'attribute' }>

function attribute(map: Statement, types: Statement, key: string): AttributeOperand {
  return {
    kind: 'attribute',
    value: sql`${map}[${key}]`,
    type: sql`${types}[list_position(map_keys(${map}), ${key})]`,
    mayBeArray: sql`contains(${types}, 'a')`,
  }
}

function firstOf(one: AttributeOperand, other: AttributeOperand): AttributeOperand {
  return {
    kind: 'attribute',
    value: sql`coalesce(${one.value}, ${other.value})`,
    type: sql`CASE WHEN ${one.value} IS NOT NULL THEN ${one.type} ELSE ${other.type} END`,
    mayBeArray: sql`(${one.mayBeArray} OR ${other.mayBeArray})`,
  }
}

function manyOf(table: Statement, each: Operand) {
  return { kind: 'many' as const, own: sql`s.span_row`, key: sql`e.span_row`, from: sql`${table} e`, each }
}

function intrinsicOperand(field: IntrinsicField, scope: SpanScope): Operand {
  const text = (value: Statement): Operand => ({ kind: 'plain', family: 'string', value })
  const number = (value: Statement): Operand => ({ kind: 'plain', family: 'number', value })
  switch (field.name) {
    case 'span:name':
      return text(sql`s.name`)
    case 'span:status':
      return { kind: 'plain', family: 'status', value: sql`s.status` }
    case 'span:statusMessage':
      return text(sql`s.status_message`)
    case 'span:duration':
      return number(sql`s.duration_ns`)
    case 'span:kind':
      return { kind: 'plain', family: 'spanKind', value: sql`s.kind` }
    case 'span:id':
      return text(sql`s.span_id`)
    case 'span:parentID':
      return text(sql`s.parent_span_id`)
    case 'span:childCount':
      return number(sql`s.tree.child_count`)
    case 'span:selfTime':
      return number(sql`nullif(s.tree.self_time_ns, -1)`)
    case 'span:criticalPath':
      return number(sql`s.tree.critical_path_ns`)
    case 'span:problems':
      return { kind: 'texts', value: scope.of('problems', sql`p.problems`) }
    case 'trace:id':
      return text(sql`s.trace_id`)
    case 'trace:duration':
      return number(scope.of('trace', sql`t.duration_ns`))
    case 'trace:rootName':
      return text(scope.of('trace', sql`t.root_name`))
    case 'trace:rootService':
      return text(scope.of('trace', sql`t.root_service_name`))
    case 'event:name':
      return manyOf(scope.tables.events, text(sql`e.name`))
    case 'event:timeSinceStart':
      return {
        ...manyOf(scope.tables.events, number(sql`epoch_ns(e.time) - epoch_ns(o.start_time)`)),
        from: sql`${scope.tables.events} e JOIN ${scope.tables.spans} o ON o.span_row = e.span_row`,
      }
    case 'link:traceID':
      return manyOf(scope.tables.links, text(sql`e.linked_trace_id`))
    case 'link:spanID':
      return manyOf(scope.tables.links, text(sql`e.linked_span_id`))
    case 'instrumentation:name':
      return text(scope.of('scope', sql`c.name`))
    case 'instrumentation:version':
      return text(scope.of('scope', sql`c.version`))
    case 'parent':
      return text(sql`CASE WHEN s.tree.parent_row >= 0 THEN '' END`)
    // A nested set counts up at the beginning and at the end of each span.
    case 'nestedSetLeft':
      return number(sql`(2 * s.tree.place - s.tree.depth + 1)`)
    case 'nestedSetRight':
      return number(sql`(2 * (s.tree.place + s.tree.descendants) - s.tree.depth + 2)`)
    case 'nestedSetParent':
      return {
        kind: 'plain',
        family: 'number',
        value: sql`CASE WHEN s.tree.parent_row < 0 THEN -1 ELSE
          (SELECT 2 * above.tree.place - above.tree.depth + 1 FROM ${scope.tables.spans} above
            WHERE above.span_row = s.tree.parent_row) END`,
      }
  }
}

/** The family of a literal that is compared; null for nil and arrays. */
export function familyOf(literal: Literal): Family | null {
  switch (literal.kind) {
    case 'integer':
    case 'float':
    case 'duration':
      return 'number'
    case 'nil':
    case 'array':
      return null
    default:
      return literal.kind
  }
}

/** The family of what an operand is known to be; null where the row tells. */
export function knownFamily(operand: Operand): Family | null {
  if (operand.kind === 'many') return knownFamily(operand.each)
  if (operand.kind === 'texts') return 'string'
  return operand.kind === 'plain' ? operand.family : null
}

/** Whether an attribute is an array of which an element, `x` in JSON, fulfils a condition. */
export function anyElement({ value, type, mayBeArray }: AttributeOperand, condition: Statement): Statement {
  return sql`CASE WHEN ${mayBeArray} AND starts_with(${value}, '[') AND ${type} = 'a'
    THEN len(list_filter(json_extract(${value}, '$[*]'), lambda x: ${condition})) > 0 ELSE false END`
}
