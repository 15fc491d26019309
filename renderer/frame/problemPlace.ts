import type { FileReport, ImportProblem } from '../../preload/contract/archive'
import { formatCount } from '../../preload/contract/formatCount'

/** Where in its file a problem was met first: `line 17` in formats of text, `byte 17` in binary ones; null for nowhere. */
export function problemPlace({ path, firstPosition }: ImportProblem, files: FileReport[]): string | null {
  if (firstPosition === null) return null
  const format = files.find((file) => file.path === path)?.format ?? ''
  return `${/proto/i.test(format) && !/json/i.test(format) ? 'byte' : 'line'} ${formatCount(firstPosition)}`
}
