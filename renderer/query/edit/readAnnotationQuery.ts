import type { Tag, TagsRead } from './readLogfmt'

/**
 * Reads Zipkin's annotation query: `http.method=GET and error`. As in Zipkin there are no quotes: a value goes on until
 * the next ` and `, without the white space around it.
 */
export function readAnnotationQuery(text: string): TagsRead {
  const tags: Tag[] = []
  let from = 0
  if (text.trim() === '') return { tags, problem: null }
  for (const part of text.split(/(?<=^|\s)and(?=\s|$)/)) {
    const to = from + part.length
    const [, key = '', value] = /^([^=]*)(?:=(.*))?$/su.exec(part.trim()) ?? []
    if (part.trim() === '') return failure(from, to, 'something is missing beside “and”')
    if (key.trim() === '') return failure(from, to, 'a name is missing before =')
    tags.push({ key: key.trim(), value: value === undefined || value.trim() === '' ? null : value.trim() })
    from = to + 'and'.length
  }
  return { tags, problem: null }
}

/** The text that `readAnnotationQuery` reads as these tags. */
export function writeAnnotationQuery(tags: readonly Tag[]): string {
  return tags.map(({ key, value }) => (value === null ? key : `${key}=${value}`)).join(' and ')
}

function failure(from: number, to: number, message: string): TagsRead {
  return { tags: null, problem: { from, to, message } }
}
