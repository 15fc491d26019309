import type { LucideIcon } from '@lucide/svelte'
import type { Component } from 'svelte'

/** A line of the help sheet: the keys, and what they do. */
export interface KeyLine {
  keys: string[]
  does: string
}

/** A place of the program. Views take no properties: they read the session. */
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
  /** What the help sheet says about the view's own keys. */
  keys?: KeyLine[]
}
