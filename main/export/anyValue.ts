import type { Attribute } from '../../preload/contract/trace'
import { anyValueOfJson } from './anyValueOfJson'
import { isJsonNumber, rawList, rawObject } from './rawJson'

/** Attributes as OTLP's list of `KeyValue`, in JSON; null for none. */
export function keyValues(attributes: readonly Attribute[]): string | null {
  return rawList(
    attributes.map((attribute) => rawObject({ key: JSON.stringify(attribute.key), value: anyValue(attribute) })),
  )
}

/** A value as OTLP's `AnyValue` in JSON. What is not of its type's form is a string. */
export function anyValue({ type, value }: Pick<Attribute, 'type' | 'value'>): string {
  switch (type) {
    case 'n':
      return '{}'
    case 'i':
      return `{"intValue":${JSON.stringify(value)}}`
    case 'd':
      return `{"doubleValue":${isJsonNumber(value) ? value : JSON.stringify(value)}}`
    case 'b':
      return value === 'true' || value === 'false' ? `{"boolValue":${value}}` : stringValue(value)
    case 'x':
      return `{"bytesValue":${JSON.stringify(value)}}`
    case 'a':
    case 'm':
      return anyValueOfJson(value) ?? stringValue(value)
    case 's':
      return stringValue(value)
  }
}

function stringValue(value: string): string {
  return `{"stringValue":${JSON.stringify(value)}}`
}
