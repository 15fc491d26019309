import type { LucideIcon } from '@lucide/svelte'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import Database from '@lucide/svelte/icons/database'
import GitCompare from '@lucide/svelte/icons/git-compare'
import Grid3x3 from '@lucide/svelte/icons/grid-3x3'
import Group from '@lucide/svelte/icons/group'
import ListTree from '@lucide/svelte/icons/list-tree'
import Network from '@lucide/svelte/icons/network'
import Table from '@lucide/svelte/icons/table-2'
import type { Component } from 'svelte'
import DataTab from './data/DataTab.svelte'
import ErrorsTab from './errors/ErrorsTab.svelte'
import GroupsTab from './groups/GroupsTab.svelte'
import LatencyTab from './latency/LatencyTab.svelte'
import ServiceMapTab from './map/ServiceMapTab.svelte'
import OperationsTab from './operations/OperationsTab.svelte'
import type { Population } from './Population'
import StructureTab from './structure/StructureTab.svelte'
import WhyTab from './why/WhyTab.svelte'

/** One way of looking at a population. All share it: what one selects, the others show. */
export interface ExploreTab {
  /** The second part of the address, `#/explore/<id>`; the first tab has none. */
  id: string
  title: string
  icon: LucideIcon
  component: Component<ExploreTabProps>
}

export interface ExploreTabProps {
  population: Population
  /** Called with the address's parameters that change; empty ones are taken away. `replace` leaves nothing to go back to. */
  onchange: (changes: Record<string, string>, replace?: boolean) => void
}

export const EXPLORE_TABS: ExploreTab[] = [
  { id: '', title: 'Latency', icon: Grid3x3, component: LatencyTab },
  { id: 'why', title: 'Why different', icon: GitCompare, component: WhyTab },
  { id: 'groups', title: 'Group by', icon: Group, component: GroupsTab },
  { id: 'operations', title: 'Operations', icon: Table, component: OperationsTab },
  { id: 'errors', title: 'Errors', icon: CircleAlert, component: ErrorsTab },
  { id: 'map', title: 'Service map', icon: Network, component: ServiceMapTab },
  { id: 'structure', title: 'Structure', icon: ListTree, component: StructureTab },
  { id: 'data', title: 'Data', icon: Database, component: DataTab },
]

export function exploreTabOf(id: string): ExploreTab | undefined {
  return EXPLORE_TABS.find((tab) => tab.id === id) ?? EXPLORE_TABS[0]
}
