import type { MapChanges } from './Change'
import type { MapGraph } from './mapGraph'

const NO_MATCH = 'No span matches: the map is that of the whole archive.'

/** What is to be said of a map of which little or nothing is there; empty otherwise. */
export function mapNote({ nodes }: MapGraph, changes: MapChanges | null, isStretch: boolean): string {
  if (!changes && nodes.some(({ isIdle }) => !isIdle)) return ''
  if (!changes) return isStretch ? 'Nothing was called in this stretch of time.' : NO_MATCH
  const hasBefore = changes.nodes.some(({ there }) => there === 'gone' || there === 'both')
  const hasAfter = changes.nodes.some(({ there }) => there === 'new' || there === 'both')
  if (hasBefore && hasAfter) return ''
  if (hasAfter) return 'Nothing was before the moment: there is nothing to compare with.'
  return hasBefore ? 'Nothing came after the moment: there is nothing to compare with.' : NO_MATCH
}
