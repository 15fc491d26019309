import { ATTRIBUTE_TYPES, type Attribute, type AttributeType } from '../../preload/contract/trace'

/** Entries with their types; a string where no type is known. */
export function attributesOf(entries: [key: string, value: string | null][], types: string): Attribute[] {
  return entries.map(([key, value], index) => ({ key, value: value ?? '', type: typeOf(types[index]) }))
}

function typeOf(letter: string | undefined): AttributeType {
  const isType = (given: string): given is AttributeType => Object.hasOwn(ATTRIBUTE_TYPES, given)
  return letter !== undefined && isType(letter) ? letter : 's'
}
