const SPECIAL = /[\\.+*?()|[\]{}^$]/g
const PLAIN = /^(?:[^\\.+*?()|[\]{}^$]|\\[\\.+*?()|[\]{}^$])*$/u

/** A text as a regular expression that matches just this text. */
export function escapePattern(text: string): string {
  return text.replaceAll(SPECIAL, '\\$&')
}

/** The text that a pattern matches alone; null where it is a real pattern. */
export function unescapePattern(pattern: string): string | null {
  return PLAIN.test(pattern) ? pattern.replaceAll(/\\(.)/gu, '$1') : null
}
