import { FieldNames } from '../../json/FieldNames'

/**
 * Fields of `AnyValue`; with capitals, and one level deeper in `Value`, as Go writes out the fields of its structs.
 * `wrapper` is that `Value`.
 */
export const ANY_VALUE = new FieldNames([
  ['stringValue', 'string_value', 'StringValue'],
  ['boolValue', 'bool_value', 'BoolValue'],
  ['intValue', 'int_value', 'IntValue'],
  ['doubleValue', 'double_value', 'DoubleValue'],
  ['bytesValue', 'bytes_value', 'BytesValue'],
  ['arrayValue', 'array_value', 'ArrayValue'],
  ['kvlistValue', 'kvlist_value', 'KvlistValue'],
  'Value',
])

export const AnyValueField = {
  text: 0,
  boolean: 1,
  integer: 2,
  double: 3,
  bytes: 4,
  array: 5,
  list: 6,
  wrapper: 7,
} as const

/** Fields of `KeyValue`. */
export const KEY_VALUE = new FieldNames(['key', 'value'])
export const KeyValueField = { key: 0, value: 1 } as const

/** The field of `ArrayValue` and of `KeyValueList`. */
export const VALUES = new FieldNames(['values'])
