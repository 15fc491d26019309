import type { ServiceMap } from '../../../../preload/contract/explore/serviceMap'
import type { TableColumn, TableSort } from '../../../ui/table/TableColumn'
import { changeAmount, changeOf, edgeFigures, mapChanges, pairOf, type Change } from './Change'
import { mapChoicesIn, type MapColour } from './mapChoices'
import { mapGraph } from './mapGraph'
import { number, sortedPlaces, text } from './mapTables'

/** A figure after a moment, and its change. */
const figure = (by: MapColour, label: string, title: string): TableColumn[] => [
  number(by, label, `${title}, before and after; sorted by what is after`, 132),
  number(`${by} change`, 'Change', `${title}: the change`, 78),
]
const FIGURES = [
  ...figure('calls', 'Rate', 'How often'),
  ...figure('errors', 'Failed', 'What part failed'),
  ...figure('p95', 'p95', '95 % took no longer'),
]
export const CHANGED_CALLS: TableColumn[] = [
  { ...text('from', 'Caller', 'Who calls'), width: 110 },
  { ...text('to', 'Called', 'What is called'), width: 110 },
  ...FIGURES,
]
export const CHANGED_SERVICES: TableColumn[] = [
  { ...text('name', 'Service', 'Name of the service, or of what it calls'), width: 140 },
  ...FIGURES,
]

/** The whole of two maps of the same shape, with what they are over in seconds. */
export interface ComparedMaps {
  before: ServiceMap
  after: ServiceMap
  seconds: { before: number; after: number }
}

/** By place in the map: the spans of services, and calls to what sent none. */
export function changesOfNodes({ before, after, seconds }: ComparedMaps): Change[] {
  const whole = mapChoicesIn(new URLSearchParams({ fold: 'off' }))
  return mapChanges(mapGraph(before, whole), mapGraph(after, whole), seconds).nodes
}

export function changesOfEdges({ before, after, seconds }: ComparedMaps): Change[] {
  return after.edges.flatMap((edge, place) => {
    const one = before.edges[place]
    return one ? [changeOf(edgeFigures(one), edgeFigures(edge), seconds)] : []
  })
}

/** Places of what there was at all; what is not known comes last. */
export function sortedChanges(
  changes: readonly Change[],
  { column, descending }: TableSort,
  nameOf: (place: number, column: string) => string,
): number[] {
  const [by, isChange] = [BY_COLUMN[column.replace(' change', '')], column.endsWith(' change')]
  const keys = changes.map((change, place) => {
    if (!by) return nameOf(place, column)
    const pair = pairOf(change, by)
    return isChange ? changeAmount(pair, by === 'errors') : pair.after
  })
  return sortedPlaces(keys, descending).filter((place) => changes[place]?.there !== 'never')
}

const BY_COLUMN: Partial<Record<string, MapColour>> = { calls: 'calls', errors: 'errors', p95: 'p95' }
