import type { Attribute } from '../../../../preload/contract/trace'

/** The attributes whose key or value contains every word of the search, in any case. */
export function matchingAttributes(attributes: Attribute[], search: string): Attribute[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return attributes
  return attributes.filter(({ key, value }) => {
    const text = `${key} ${value}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
