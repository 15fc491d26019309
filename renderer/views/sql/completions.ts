import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import { countOf } from '../../../preload/contract/formatCount'
import type { SqlColumn } from '../../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../../preload/contract/sql/vocabulary'
import { statementRanges } from './statementRange'

/** Completes the keys of attribute maps, relations, the columns of those that the statement names, functions and keywords. */
export function completionsOf(vocabulary: SqlVocabulary): CompletionSource {
  const relations: Completion[] = vocabulary.relations.map(({ name, columns }) => ({
    label: name,
    type: 'class',
    detail: countOf(columns.length, 'column'),
    boost: 1,
  }))
  const functions: Completion[] = vocabulary.functions.map((name) => ({
    label: name,
    type: 'function',
    apply: (view, _, from, to) => {
      const called = view.state.sliceDoc(to, to + 1) === '('
      const insert = called ? name : `${name}()`
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + name.length + 1 } })
    },
  }))
  const keywords: Completion[] = vocabulary.keywords.map((label) => ({ label, type: 'keyword', boost: -1 }))
  const keys: Completion[] = vocabulary.attributeKeys.map(({ key, spanCount }, place) => ({
    label: key,
    type: 'property',
    detail: countOf(spanCount, 'span'),
    boost: Math.max(-99, 99 - place),
    apply: (view, _, from, to) => {
      const open = view.state.sliceDoc(to, to + 2)
      const rest = open === "']" ? '' : open.startsWith("'") ? ']' : "']"
      const closed = open === "']" ? 2 : open.startsWith("'") ? 1 : 0
      const text = key.replaceAll("'", "''")
      view.dispatch({
        changes: [{ from, to, insert: text }, ...(rest === '' ? [] : [{ from: to + closed, insert: rest }])],
        selection: { anchor: from + text.length + rest.length + closed },
      })
    },
  }))

  return (context) => {
    const attribute = context.matchBefore(/attributes\s*\[\s*'[^'\n]*/)
    if (attribute) {
      const from = attribute.from + attribute.text.indexOf("'") + 1
      return { from, options: keys, validFor: /^[^']*$/ }
    }
    if (/^(String|QuotedIdentifier|LineComment|BlockComment|Number)$/.test(nodeNameAt(context))) return null
    const member = context.matchBefore(/[\w]+\.\w*/)
    if (member) return membersOf(member, context, vocabulary)
    const word = context.matchBefore(/[A-Za-z_]\w*/)
    if (!word && !context.explicit) return null
    const columns = context.matchBefore(/\b(from|join)\s+\w*/i) ? [] : columnsInScope(context, vocabulary)
    const options = [...columns, ...relations, ...functions, ...keywords]
    return { from: word?.from ?? context.pos, options, validFor: /^\w*$/ }
  }
}

function nodeNameAt({ state, pos }: CompletionContext): string {
  return syntaxTree(state).resolveInner(pos, -1).name
}

/** After `spans.` or an alias of it its columns. */
function membersOf(
  member: { from: number; text: string },
  context: CompletionContext,
  { relations }: SqlVocabulary,
): CompletionResult | null {
  const [qualifier = '', typed = ''] = member.text.split('.', 2)
  const alias = new RegExp(`\\b(\\w+)\\s+(?:as\\s+)?${qualifier}\\b`, 'gi')
  const named = [qualifier, ...[...statementAt(context).matchAll(alias)].map(([, name]) => name ?? '')]
  const relation = relations.find(({ name }) => named.some((candidate) => candidate.toLowerCase() === name))
  if (!relation) return null
  return { from: context.pos - typed.length, options: relation.columns.map(asCompletion), validFor: /^\w*$/ }
}

/** Columns of the relations that the statement names; of `spans` where it names none. */
function columnsInScope(context: CompletionContext, { relations }: SqlVocabulary): Completion[] {
  const words = new Set(statementAt(context).toLowerCase().match(/\w+/g))
  const named = relations.filter(({ name }) => words.has(name))
  const chosen = named.length > 0 ? named : relations.filter(({ name }) => name === 'spans')
  const columns = new Map(chosen.flatMap(({ columns }) => columns.map((column) => [column.name, column])))
  return [...columns.values()].map(asCompletion)
}

function asCompletion({ name, type }: SqlColumn): Completion {
  return { label: name, type: 'property', detail: type, boost: 2 }
}

function statementAt({ state, pos }: CompletionContext): string {
  const ranges = statementRanges(state)
  const range = ranges.find(({ to }) => pos <= to) ?? ranges.at(-1)
  return range ? state.sliceDoc(range.from, range.to) : ''
}
