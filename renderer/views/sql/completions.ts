import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { StatisticsScope } from '../../../preload/contract/attributes'
import { countOf, formatCount } from '../../../preload/contract/formatCount'
import type { SqlColumn } from '../../../preload/contract/sql/sql'
import type { SqlFunction, SqlVocabulary } from '../../../preload/contract/sql/vocabulary'
import { snippets } from './snippets'
import { statementRanges } from './statementRange'

/** Completes the keys of attribute maps, relations, the columns of those that the statement names, functions and keywords. */
export function completionsOf(vocabulary: SqlVocabulary): CompletionSource {
  const relations: Completion[] = vocabulary.relations.map(({ name, columns }) => ({
    label: name,
    type: 'class',
    detail: countOf(columns.length, 'column'),
    boost: 1,
  }))
  const described = new Map(vocabulary.described.map((one) => [one.name, one]))
  const functions: Completion[] = vocabulary.functions.map((name) => ({
    label: name,
    type: 'function',
    ...told(described.get(name)),
    apply: (view, _, from, to) => {
      const called = view.state.sliceDoc(to, to + 1) === '('
      const insert = called ? name : `${name}()`
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + name.length + 1 } })
    },
  }))
  const keywords: Completion[] = vocabulary.keywords.map((label) => ({ label, type: 'keyword', boost: -1 }))
  const keysOf = (scope: StatisticsScope) =>
    scope === 'span'
      ? vocabulary.attributeKeys.map(({ key, spanCount }) => ({ key, detail: countOf(spanCount, 'span') }))
      : vocabulary.attributes
          .filter((attribute) => attribute.scope === scope)
          .map(({ key, occurrences }) => ({ key, detail: formatCount(occurrences) }))
  const asKey = ({ key, detail }: { key: string; detail: string }, place: number): Completion => ({
    label: key,
    type: 'property',
    detail,
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
  })

  return (context) => {
    const attribute = context.matchBefore(/\w*attributes\s*\[\s*'[^'\n]*/)
    if (attribute) {
      const from = attribute.from + attribute.text.indexOf("'") + 1
      const [map = ''] = /^\w+/.exec(attribute.text) ?? []
      return { from, options: keysOf(scopeOfMap(map)).map(asKey), validFor: /^[^']*$/ }
    }
    if (/^(String|QuotedIdentifier|LineComment|BlockComment|Number)$/.test(nodeNameAt(context))) return null
    const member = context.matchBefore(/[\w]+\.\w*/)
    if (member) return membersOf(member, context, vocabulary)
    const word = context.matchBefore(/[A-Za-z_]\w*/)
    if (!word && !context.explicit) return null
    const columns = context.matchBefore(/\b(from|join)\s+\w*/i) ? [] : columnsInScope(context, vocabulary)
    const options = [...columns, ...relations, ...functions, ...keywords, ...snippets]
    return { from: word?.from ?? context.pos, options, validFor: /^\w*$/ }
  }
}

/** Whose attributes a map holds, by the name of its column. */
export function scopeOfMap(name: string): StatisticsScope {
  return /resource_attributes$/i.test(name) ? 'resource' : /scope_attributes$/i.test(name) ? 'instrumentation' : 'span'
}

/** The signature of a function beside its name, and what it does when it is chosen. */
function told(described: SqlFunction | undefined): Partial<Completion> {
  if (!described) return {}
  const { name, signatures, about } = described
  const [first = ''] = signatures
  return {
    detail: first.startsWith(name) ? first.slice(name.length) : first,
    info: [...signatures, about].filter((line) => line !== '').join('\n'),
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
