/** The first few of many names. */
export function firstNames(names: string[]): string {
  const shown = names.slice(0, 6).map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name))
  return names.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ')
}
