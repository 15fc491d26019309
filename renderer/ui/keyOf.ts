import { commandKey } from './commandKey'

/** The parts of a keyboard event that tell which key was pressed. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * How tables of keys name what was pressed: `e`, `E`, `?`, `ArrowDown`, `Shift+ArrowLeft`, `Mod+Shift+O`, where `Mod`
 * is Ctrl or Cmd. What AltGr writes is the sign that is written.
 */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isSign = key.length === 1
  if (isSign && ctrlKey && altKey) return key
  const command = ctrlKey || metaKey
  const held = [...(command ? ['Mod'] : []), ...(altKey ? ['Alt'] : [])]
  if (shiftKey && (command || altKey || !isSign)) held.push('Shift')
  return [...held, command && isSign ? key.toUpperCase() : key].join('+')
}

const CAPS: Readonly<Record<string, string>> = {
  Mod: commandKey,
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
  ' ': 'Space',
}

/** The keys to press together for one of a table, as they are written on keyboards. */
export function capsOf(key: string): string[] {
  return key.split(/\+(?=.)/).map((part) => CAPS[part] ?? part)
}
