import { FieldNames } from '../../json/FieldNames'

/** Fields of `AnyValue`. */
export const ANY_VALUE = new FieldNames([
  ['stringValue', 'string_value'],
  ['boolValue', 'bool_value'],
  ['intValue', 'int_value'],
  ['doubleValue', 'double_value'],
  ['bytesValue', 'bytes_value'],
  ['arrayValue', 'array_value'],
  ['kvlistValue', 'kvlist_value'],
])

export const AnyValueField = { text: 0, boolean: 1, integer: 2, double: 3, bytes: 4, array: 5, list: 6 } as const

/** Fields of `KeyValue`. */
export const KEY_VALUE = new FieldNames(['key', 'value'])
export const KeyValueField = { key: 0, value: 1 } as const

/** The field of `ArrayValue` and of `KeyValueList`. */
export const VALUES = new FieldNames(['values'])
