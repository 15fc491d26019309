import type { View } from '../views/View'

/** What a key means wherever the user is. */
export type GlobalKey = { does: 'view'; view: string } | { does: 'help' } | { does: 'open'; kind: 'files' | 'folder' }

/** The parts of a keyboard event that matter here. */
export interface Key {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * Digits lead to views, `?` to the keys, Ctrl or Cmd with O opens. While the user `editing` text, plain keys
 * are theirs, and only those with Ctrl or Cmd count. Undefined: the key means nothing here.
 */
export function globalKey(key: Key, views: Pick<View, 'id' | 'shortcut'>[], editing: boolean): GlobalKey | undefined {
  const command = key.ctrlKey || key.metaKey
  if (key.altKey || (editing && !command)) return undefined
  if (command && key.key.toLowerCase() === 'o') return { does: 'open', kind: key.shiftKey ? 'folder' : 'files' }
  if (!command && key.key === '?') return { does: 'help' }
  const view = key.shiftKey ? undefined : views.find((candidate) => candidate.shortcut === key.key)
  return view && { does: 'view', view: view.id }
}

/** Whether keys pressed at this element write text. */
export function isEditing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}
