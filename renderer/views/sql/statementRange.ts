import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'

export interface TextRange {
  from: number
  to: number
}

/** What is to be run: the selected text, or else the statement at the cursor, or else the one before it. Null when there is none. */
export function statementRange(state: EditorState): TextRange | null {
  const { from, to, head } = state.selection.main
  if (state.sliceDoc(from, to).trim() !== '') return { from, to }
  const statements = statementRanges(state)
  return statements.find((range) => head <= range.to) ?? statements.at(-1) ?? null
}

/** All statements of the text, each with its semicolon. */
export function statementRanges(state: EditorState): TextRange[] {
  const tree = ensureSyntaxTree(state, state.doc.length, 200) ?? syntaxTree(state)
  const ranges: TextRange[] = []
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    const blank = /^[\s;]*$/.test(state.sliceDoc(node.from, node.to))
    if (node.name === 'Statement' && !blank) ranges.push({ from: node.from, to: node.to })
  }
  return ranges
}
