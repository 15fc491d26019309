import type { Field } from '../../preload/contract/traceql/ast'
import { identifier, sql, type Statement } from '../archive/sql'
import { operandOf, type Operand } from './Operand'
import type { SpanScope } from './SpanScope'

/**
 * A field beside spans `s`, in two steps, since values of other rows are found by what stands beside the span: `first`
 * is selected from the spans, `then` from what that made, called `b`.
 */
export interface LookUp {
  first: Statement
  then: Statement
}

type Single = Exclude<Operand, { kind: 'many' }>

/** Values that are shown of one field. */
const SHOWN = 10
/** Characters that are shown of one value. */
const LONGEST = 500

/** A field as it is shown: STRUCT(texts, count, type), NULL where it is missing. `number` tells it from others. */
export function shownField(field: Field, scope: SpanScope, number: number): LookUp {
  return lookUp(field, scope, number, shownValue, (each, order) => {
    const { text, type } = textAndType(each)
    return sql`CASE WHEN count(${text}) > 0 THEN {
      texts: (list(left(${text}, ${LONGEST})${order}) FILTER (${text} IS NOT NULL))[:${SHOWN}], count: count(${text}),
      type: any_value(${type}) FILTER (${text} IS NOT NULL)} END`
  })
}

/** A field as it is sorted: STRUCT(number, text), numbers before all others; NULL where it is missing. */
export function sortedField(field: Field, scope: SpanScope): LookUp {
  return lookUp(field, scope, 0, sortedValue, (each) => {
    const value = sortedValue(each)
    return sql`min(${value})`
  })
}

function lookUp(
  field: Field,
  scope: SpanScope,
  number: number,
  one: (operand: Single) => Statement,
  several: (each: Single, order: Statement) => Statement,
): LookUp {
  const operand = operandOf(field, scope)
  const name = identifier(`field_${number}`)
  if (operand.kind !== 'many') return { first: sql`${one(operand)} AS ${name}`, then: sql`b.${name}` }
  const { own, key, from, each } = operand
  if (each.kind === 'many') throw new Error('values of other rows have no such values themselves')
  const ofParent = field.kind === 'attribute' && field.ofParent
  const order = ofParent ? sql`` : sql` ORDER BY e.rowid`
  return {
    first: sql`${own} AS ${name}`,
    then: sql`(SELECT ${several(each, order)} FROM ${from} WHERE ${key} = b.${name})`,
  }
}

function shownValue(operand: Single): Statement {
  if (operand.kind === 'texts') {
    const { value } = operand
    return sql`CASE WHEN len(${value}) > 0 THEN {texts: ${value}[:${SHOWN}], count: len(${value}), type: 's'} END`
  }
  const { text, type } = textAndType(operand)
  return sql`CASE WHEN ${text} IS NOT NULL
    THEN {texts: [left(${text}, ${LONGEST})], count: 1::BIGINT, type: ${type}} END`
}

function sortedValue(operand: Single): Statement {
  const { text, type } = textAndType(operand)
  const number =
    operand.kind === 'attribute'
      ? sql`CASE WHEN ${type} IN ('i', 'd') THEN TRY_CAST(${text} AS DOUBLE) END`
      : operand.kind === 'plain' && operand.family === 'number'
        ? sql`(${operand.value})::DOUBLE`
        : sql`NULL::DOUBLE`
  return sql`CASE WHEN ${text} IS NOT NULL THEN {number: ${number}, text: ${text}} END`
}

function textAndType(operand: Single): { text: Statement; type: Statement } {
  switch (operand.kind) {
    case 'attribute':
      return { text: operand.value, type: operand.type }
    case 'plain':
      return { text: sql`(${operand.value})::VARCHAR`, type: operand.family === 'number' ? sql`'i'` : sql`'s'` }
    case 'texts':
      return { text: sql`nullif(array_to_string(${operand.value}, ', '), '')`, type: sql`'s'` }
  }
}
