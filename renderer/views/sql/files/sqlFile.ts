/** A query as a file of SQL holds it. */
export interface SqlFileQuery {
  name: string
  description: string
  text: string
}

/**
 * Queries as one file of SQL, which any client can run. Each begins with `-- title: …` and, where there is something
 * to say, `-- about: …`.
 */
export function writeSqlFile(queries: readonly SqlFileQuery[]): string {
  return queries.map(writeQuery).join('\n\n')
}

function writeQuery({ name, description, text }: SqlFileQuery): string {
  const written = text.trim()
  const head = [
    ...(/^--\s*title:/m.test(written) ? [] : [`-- title: ${oneLine(name)}`]),
    ...(description === '' || /^--\s*about:/m.test(written) ? [] : [`-- about: ${oneLine(description)}`]),
  ]
  // A comment at the end would swallow the semicolon.
  const end = written.endsWith(';') ? '' : /--[^\n]*$/.test(written) ? '\n;' : ';'
  return [...head, `${written}${end}\n`].join('\n')
}

/** The queries of a file: of one without titles the whole, called as the file is. */
export function readSqlFile(content: string, fileName: string): SqlFileQuery[] {
  const lines = content.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const starts = lines.flatMap((line, place) => (/^--\s*title:/.test(line) ? [place] : []))
  const blocks =
    starts.length === 0
      ? [lines]
      : starts.map((start, place) => lines.slice(place === 0 ? 0 : start, starts[place + 1]))
  return blocks.flatMap((block) => {
    const text = block.join('\n').trim()
    if (text === '') return []
    return [{ name: headOf(block, 'title') ?? nameOf(fileName), description: headOf(block, 'about') ?? '', text }]
  })
}

function headOf(lines: readonly string[], key: string): string | undefined {
  const head = lines.find((line) => line.startsWith('--') && line.replace(/^--\s*/, '').startsWith(`${key}:`))
  const said = head
    ?.slice(head.indexOf(':') + 1)
    .trim()
    .slice(0, key === 'title' ? 200 : 1_000)
  return said === '' ? undefined : said
}

function nameOf(fileName: string): string {
  const name = fileName.replace(/\.sql$/i, '').trim()
  return name === '' ? 'Query' : name.slice(0, 200)
}

/** The name of a file for a query. */
export function sqlFileName(name: string): string {
  const readable = name
    .replaceAll(/[^\w-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 80)
  return `${readable === '' ? 'query' : readable}.sql`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
