import type { LucideIcon } from '@lucide/svelte'
import type { Component } from 'svelte'
import type { ActionGroup } from '../state/actions.svelte'
import type { Session } from '../state/session.svelte'

/** A place of the program. Views take no properties: they read the session, and offer what can be done in them. */
export interface View {
  /** First part of the address, `#/<id>/…`. */
  id: string
  title: string
  /** Shown in the bar; a view without one is reached from another view only. */
  icon: LucideIcon | null
  /** The digit that leads there, also with Ctrl or Cmd. */
  shortcut: string | null
  component: Component
  needsArchive: boolean
  /** What can be done with what the user keeps for this view, from wherever they are. */
  kept?: (session: Session) => Promise<ActionGroup>
}
