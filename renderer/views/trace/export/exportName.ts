/** The name of a file with something of a trace; ids may hold what names of files cannot. */
export function exportName(traceId: string, extension: string): string {
  const readable = traceId.replace(/[^\w-]+/g, '_').slice(0, 64)
  return `trace${readable === '' ? '' : `-${readable}`}.${extension}`
}
