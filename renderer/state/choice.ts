/** A choice that the user made earlier and that this machine remembers; undefined where it cannot or did not. */
export function rememberedChoice<Value extends string>(key: string, values: readonly Value[]): Value | undefined {
  try {
    const stored = localStorage.getItem(key)
    return values.find((value) => value === stored)
  } catch {
    return undefined
  }
}

/** A number that was remembered, such as the size of a pane; undefined where there is none. */
export function rememberedNumber(key: string): number | undefined {
  try {
    const number = Number.parseFloat(localStorage.getItem(key) ?? '')
    return Number.isFinite(number) ? number : undefined
  } catch {
    return undefined
  }
}

/** Words that were remembered together; undefined where there are none. */
export function rememberedWords(key: string): string[] | undefined {
  try {
    return localStorage.getItem(key)?.split(' ')
  } catch {
    return undefined
  }
}

/** Remembers a choice. Storage that is full or refused costs the memory of it, nothing else. */
export function rememberChoice(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    return
  }
}
