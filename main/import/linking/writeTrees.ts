import type { LinkedBlock } from './linkBlock'
import type { NumberedBlock } from './readBlock'
import { type TreeRecords, TreeWord } from './TreeRecords'

const WORD = 0x1_0000_0000

/** Writes what linking found out about the spans of a block. An unknown self time is −1. */
export function writeTrees({ block, resource, scope }: NumberedBlock, linked: LinkedBlock, trees: TreeRecords): void {
  const { tree, preOrder, selfTime, criticalPath, problems } = linked
  const { words } = trees
  /** The rows of a trace are neighbours, and so are their places. */
  let firstOfTrace = 0
  for (let row = 0; row < block.count; row++) {
    if (block.trace[row] !== block.trace[firstOfTrace]) firstOfTrace = row
    const place = trees.place(block.row[row] ?? 0)
    const above = tree.parent[row] ?? -1
    const self = selfTime[row] ?? NaN
    const known = Number.isNaN(self) ? -1 : self
    const critical = criticalPath[row] ?? 0
    words[place + TreeWord.row] = block.row[row] ?? 0
    words[place + TreeWord.trace] = block.trace[row] ?? 0
    words[place + TreeWord.parentRow] = above < 0 ? -1 : (block.row[above] ?? -1)
    words[place + TreeWord.depth] = tree.depth[row] ?? 0
    words[place + TreeWord.childCount] = (tree.first[row + 1] ?? 0) - (tree.first[row] ?? 0)
    words[place + TreeWord.selfTime] = known
    words[place + TreeWord.selfTime + 1] = Math.floor(known / WORD)
    words[place + TreeWord.criticalPath] = critical
    words[place + TreeWord.criticalPath + 1] = Math.floor(critical / WORD)
    words[place + TreeWord.problems] = problems[row] ?? 0
    words[place + TreeWord.resource] = resource[row] ?? 0
    words[place + TreeWord.scope] = scope[row] ?? 0
    words[place + TreeWord.place] = (preOrder.place[row] ?? 0) - firstOfTrace
    words[place + TreeWord.descendants] = preOrder.descendants[row] ?? 0
  }
}
