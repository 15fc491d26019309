import type { FileReport, ImportProblem } from '../../preload/contract/archive'
import { formatCount } from '../../preload/contract/formatCount'

/** Where a problem was met first: positions are lines in formats of text and bytes in binary ones. */
export function problemPlace(problem: ImportProblem, files: FileReport[]): string {
  if (problem.firstPosition === null) return problem.path
  const format = files.find((file) => file.path === problem.path)?.format ?? ''
  return `${problem.path}, ${/json/i.test(format) ? 'line' : 'byte'} ${formatCount(problem.firstPosition)}`
}
