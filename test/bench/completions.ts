import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { attributeKeys } from '../../main/queries/attributeKeys'
import { attributeValues } from '../../main/queries/attributeValues'
import { textPlaces } from '../../main/queries/textPlaces'

type Ask = (reader: ArchiveReader, signal: AbortSignal) => Promise<unknown>

/** What the query bar asks while somebody types. */
export const COMPLETIONS = {
  keys: (reader, signal) =>
    attributeKeys(reader, { scopes: ['span', 'resource', 'event', 'link'], text: 'a', count: 60 }, signal),
  'a few values': (reader, signal) =>
    attributeValues(reader, { scopes: ['span'], key: 'http.request.method', text: '', count: 60 }, signal),
  'thousands of values': (reader, signal) =>
    attributeValues(reader, { scopes: ['span'], key: 'app.customer', text: 'customer-7', count: 60 }, signal),
  'places of a text': (reader, signal) => textPlaces(reader, { text: 'pay', count: 60 }, signal),
} satisfies Record<string, Ask>
