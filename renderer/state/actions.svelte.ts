import type { LucideIcon } from '@lucide/svelte'
import { getContext, setContext, untrack } from 'svelte'
import { keyOf, type KeyPress } from '../ui/keyOf'

/** A line of the help sheet: keys, any of which does it, as `keyOf` names them. */
export interface KeyLine {
  keys: string[]
  does: string
}

/** Something that can be done: by its keys if it has any, or from the list of commands. */
export interface Action extends KeyLine {
  run: () => void
  /** False while it would do nothing: then only the help sheet lists it. */
  can?: boolean
  /** Of a choice: whether it is made. */
  isOn?: boolean
  /** More about it in the list of commands, such as the text of a query. */
  detail?: string
  icon?: LucideIcon
}

/** What can be done in one place of the program. */
export interface ActionGroup {
  title: string
  actions: Action[]
  /** Keys that mean something only where they are pressed: the help sheet lists them. */
  keys?: KeyLine[]
}

export function actionFor<Known extends KeyLine & { can?: unknown }>(
  press: KeyPress,
  actions: readonly Known[],
): Known | undefined {
  const pressed = keyOf(press)
  return actions.find(({ keys, can }) => can !== false && keys.includes(pressed))
}

/** All that the views in sight can do. */
export class Actions {
  #offers = $state.raw<readonly (() => ActionGroup)[]>([])

  /** Those of the innermost view first. */
  get groups(): ActionGroup[] {
    return this.#offers.map((offer) => offer())
  }

  /** Offers what a function tells whenever it is asked, until the returned function is called. */
  offer(offer: () => ActionGroup): () => void {
    untrack(() => (this.#offers = [...this.#offers, offer]))
    return () => (this.#offers = this.#offers.filter((other) => other !== offer))
  }
}

const key = Symbol('actions')

export function setActions(actions: Actions): Actions {
  return setContext(key, actions)
}

/** Offers what can be done in a component, for as long as it is there. */
export function offerActions(offer: () => ActionGroup): void {
  const actions = getContext<Actions>(key)
  $effect(() => actions.offer(offer))
}
