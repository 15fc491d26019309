/** What this machine remembers under a key; undefined where it cannot or there is nothing. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** A choice that the user made earlier; undefined where there is none. */
export function rememberedChoice<Value extends string>(key: string, values: readonly Value[]): Value | undefined {
  const stored = remembered(key)
  return values.find((value) => value === stored)
}

/** A number that was remembered, such as the size of a pane; undefined where there is none. */
export function rememberedNumber(key: string): number | undefined {
  const number = Number.parseFloat(remembered(key) ?? '')
  return Number.isFinite(number) ? number : undefined
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
