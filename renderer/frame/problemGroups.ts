import type { ImportProblem } from '../../preload/contract/archive'

/** All problems of one cause. */
export interface ProblemGroup {
  code: string
  message: string
  occurrences: number
  /** Where it was met, once for each file, in the order of the files. */
  places: [ImportProblem, ...ImportProblem[]]
}

/** Problems by their cause, the most frequent first. */
export function problemGroups(problems: ImportProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>()
  for (const problem of problems) {
    const { code, message, occurrences } = problem
    const key = `${code} ${message}`
    const group = groups.get(key)
    if (group) {
      group.occurrences += occurrences
      group.places.push(problem)
    } else groups.set(key, { code, message, occurrences, places: [problem] })
  }
  return [...groups.values()].sort((a, b) => b.occurrences - a.occurrences)
}
