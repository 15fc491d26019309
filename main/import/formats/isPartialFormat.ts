/** Whether spans of a format may come in several parts, which complete each other: Zipkin's do. `name` is as in `files.format`. */
export function isPartialFormat(name: string): boolean {
  return name.startsWith('zipkin')
}
