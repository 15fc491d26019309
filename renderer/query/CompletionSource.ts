import type { AttributeKey, AttributeValues, StatisticsScope, TextPlace } from '../../preload/contract/attributes'
import type { Field } from '../../preload/contract/traceql/ast'
import type { Session } from '../state/session.svelte'

/** What an archive knows of its attributes, for what somebody is writing. Empty answers where it cannot be asked. */
export interface CompletionSource {
  keys(scopes: StatisticsScope[], text: string, signal: AbortSignal): Promise<AttributeKey[]>
  values(scopes: StatisticsScope[], key: string, text: string, signal: AbortSignal): Promise<AttributeValues>
  places(text: string, signal: AbortSignal): Promise<TextPlace[]>
}

/** So many are offered at once. */
const COUNT = 60

export function completionSourceOf(session: Session): CompletionSource {
  return {
    async keys(scopes, text, signal) {
      const { value } = await session.ask('attributes.keys', { scopes, text, count: COUNT }, { signal })
      return value ?? []
    },
    async values(scopes, key, text, signal) {
      const { value } = await session.ask('attributes.values', { scopes, key, text, count: COUNT }, { signal })
      return value ?? { values: [], isSample: false }
    },
    async places(text, signal) {
      const { value } = await session.ask('attributes.places', { text, count: COUNT }, { signal })
      return value ?? []
    },
  }
}

/** Where the archive counts the values of a field. */
export function statisticsOf(field: Field): [scopes: StatisticsScope[], key: string] {
  if (field.kind === 'intrinsic') return [['intrinsic'], field.name]
  return [field.scope === null ? ['span', 'resource'] : [field.scope], field.key]
}
