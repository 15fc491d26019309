import { getContext, setContext } from 'svelte'

/** A quiet word at the foot of the window, about something that is done. */
export interface Notice {
  text: string
  action?: { label: string; run: () => void }
}

/** The newest notice: it leaves by itself, unless someone is about to use it. */
export class Notices {
  current = $state.raw<Notice | undefined>()

  say(text: string, action?: Notice['action']): void {
    this.current = action ? { text, action } : { text }
  }

  dismiss(): void {
    this.current = undefined
  }
}

const key = Symbol('notices')

export function setNotices(notices: Notices): Notices {
  return setContext(key, notices)
}

export function useNotices(): Notices {
  return getContext<Notices>(key)
}
