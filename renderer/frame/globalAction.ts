import { actionFor, type Action } from '../state/actions.svelte'
import { keyOf, type KeyPress } from '../ui/keyOf'

/** What a key means wherever the user is. While they are `editing` text, plain keys are theirs; those with Ctrl or Cmd count. */
export function globalAction(press: KeyPress, actions: readonly Action[], editing: boolean): Action | undefined {
  return editing && !keyOf(press).startsWith('Mod+') ? undefined : actionFor(press, actions)
}
