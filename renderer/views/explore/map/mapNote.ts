import type { MapChanges } from './Change'
import type { MapGraph } from './mapGraph'

const NO_MATCH = 'No span matches: the map is that of the whole archive.'

/** What is to be said of a map of which little or nothing is there; empty otherwise. */
export function mapNote({ nodes }: MapGraph, changes: MapChanges | null): string {
  if (!changes) return nodes.every(({ isIdle }) => isIdle) ? NO_MATCH : ''
  const hasBefore = changes.nodes.some(({ there }) => there === 'gone' || there === 'both')
  const hasAfter = changes.nodes.some(({ there }) => there === 'new' || there === 'both')
  if (hasBefore && hasAfter) return ''
  if (hasAfter) return 'Nothing was before the moment: there is nothing to compare with.'
  return hasBefore ? 'Nothing came after the moment: there is nothing to compare with.' : NO_MATCH
}
