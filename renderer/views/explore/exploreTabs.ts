import type { LucideIcon } from '@lucide/svelte'
import Database from '@lucide/svelte/icons/database'
import ListTree from '@lucide/svelte/icons/list-tree'
import type { Component } from 'svelte'
import DataTab from './data/DataTab.svelte'
import type { Population } from './Population'
import StructureTab from './structure/StructureTab.svelte'

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
  { id: 'structure', title: 'Structure', icon: ListTree, component: StructureTab },
  { id: 'data', title: 'Data', icon: Database, component: DataTab },
]

export function exploreTabOf(id: string): ExploreTab | undefined {
  return EXPLORE_TABS.find((tab) => tab.id === id) ?? EXPLORE_TABS[0]
}
