import type { Branch } from '../../../../preload/contract/explore/structure'
import { addSpanset } from '../../../query/edit/editQuery'
import { readQueryParts } from '../../../query/edit/readQueryParts'
import { serviceCondition } from '../../../query/edit/serviceCondition'

type Step = Pick<Branch, 'serviceName' | 'name' | 'depth' | 'isOrphan'>

/** The spans of a branch in TraceQL: each step of its path the parent of the next. */
export function branchQuery(branches: readonly Step[], branch: number): string {
  return pathOf(branches, branch)
    .map((step) => `{ ${conditionOf(step)} }`)
    .join(' > ')
}

/** The query whose traces must also have spans of a branch; null where nothing can be added to it, as to plain words. */
export function narrowTo(query: string, branches: readonly Step[], branch: number): string | null {
  const parts = readQueryParts(query)
  if (parts === null) return null
  const path = branchQuery(branches, branch)
  if (query.trim() === '') return path
  return addSpanset(parts, (branches[branch]?.depth ?? 0) > 0 ? `(${path})` : path)
}

/** From the root down. */
function pathOf(branches: readonly Step[], branch: number): Step[] {
  const path: Step[] = []
  for (let at = branch, depth = Infinity; at >= 0 && depth > 0; at--) {
    const step = branches[at]
    if (!step || step.depth >= depth) continue
    depth = step.depth
    path.unshift(step)
  }
  return path
}

function conditionOf({ serviceName, name, depth, isOrphan }: Step): string {
  const operation = `${serviceCondition(serviceName)} && name = ${JSON.stringify(name)}`
  if (depth > 0) return operation
  return `${operation} && ${isOrphan ? 'span:problems = "orphan"' : 'parent = nil && !(span:problems = "orphan")'}`
}
