/** CSV as RFC 4180 has it: a list of records; a field of nothing, without quotes, is null. */
export function parseCsv(text: string): (string | null)[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  const records: (string | null)[][] = [[]]
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const [, inQuotes, plain, end] = field.exec(text) ?? []
    if (end === undefined) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`)
    records.at(-1)?.push(inQuotes === undefined ? plain || null : inQuotes.replaceAll('""', '"'))
    if (end !== ',') records.push([])
  }
  return records.slice(0, -1)
}
