import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { addFilter, addToFilter, removePart } from '../../renderer/query/edit/editQuery'
import { partsOf, type QueryParts } from '../../renderer/query/edit/QueryParts'
import { readQueryParts } from '../../renderer/query/edit/readQueryParts'
import { formatQuery } from '../support/traceql/formatQuery'
import { traceqlQueries } from '../support/traceqlQueries'

const texts = traceqlQueries().map(formatQuery)

function parts(text: string): QueryParts {
  const read = readQueryParts(text)
  if (read === null) throw new Error(`cannot be read: ${text}`)
  return read
}

const shown = (text: string) => partsOf(parts(text)).map((part) => part.text)

function removed(text: string, gone: string): string {
  const read = parts(text)
  const part = partsOf(read).find((each) => each.text === gone)
  if (!part) throw new Error(`no part ${gone} in ${text}`)
  return removePart(read, part)
}

/** A query without its places, to be compared. */
function treeOf(text: string): string {
  const { query, problems } = parseTraceQL(text)
  expect(problems, text).toEqual([])
  return JSON.stringify(query, (key, value: unknown) => {
    if (key === 'from' || key === 'to') return undefined
    return typeof value === 'bigint' ? `${value}n` : value
  })
}

describe('the parts of a query', () => {
  it.each([
    ['', []],
    ['{ }', []],
    ['{ } | count() > 3', ['count() > 3']],
    ['{ status = error }', ['status = error']],
    ['{name="a"&&  .b=1 }', ['name="a"', '.b=1']],
    ['{ a = 1 }', null],
    ['{ .a = 1 || .b = 2 }', ['.a = 1 || .b = 2']],
    ['{ .a = 1 || .b = 2 && .c = 3 }', ['.a = 1 || .b = 2', '.c = 3']],
    ['{ .a = 1 && .b = 2 || .c = 3 }', ['.a = 1 && .b = 2 || .c = 3']],
    ['{ (.a = 1 || .b = 2) && .c = 3 }', ['(.a = 1 || .b = 2)', '.c = 3']],
    ['{ .a } && ({ .b && .c }) | by(name) | count() > 3', ['.a', '.b', '.c', 'by(name)', 'count() > 3']],
    ['{ .a } >> { .b } && { .c }', ['{ .a } >> { .b }', '.c']],
    ['{ .a } || { .b } && { .c }', ['{ .a } || { .b }', '.c']],
    ['({ .a } | count() > 3) && { .c }', ['({ .a } | count() > 3)', '.c']],
    ['{ } && { .c }', ['{ }', '.c']],
    ['by(name) | count() > 3', ['by(name)', 'count() > 3']],
    ['{ .a } | { .b }', ['.a', '{ .b }']],
  ])('of %s', (text, expected) => {
    if (expected === null) expect(readQueryParts(text)).toBeNull()
    else expect(shown(text)).toEqual(expected)
  })

  it.each([
    ['{ .a  &&  .b&& .c }', '.a', '{ .b&& .c }'],
    ['{ .a  &&  .b&& .c }', '.b', '{ .a&& .c }'],
    ['{ .a  &&  .b&& .c }', '.c', '{ .a  &&  .b }'],
    ['{ (.a || .b) && .c }', '.c', '{ .a || .b }'],
    ['{ .a } && { .b }', '.a', '{ .b }'],
    ['{ .a } && { .b } && { .c } | count() > 1', '.b', '{ .a } && { .c } | count() > 1'],
    ['({ .a } | count() > 1) && { .b }', '.b', '{ .a } | count() > 1'],
    ['({ .a } || { .b }) && { .c } | count() > 1', '.c', '{ .a } || { .b } | count() > 1'],
    ['{ .a } | count() > 1', '.a', '{ } | count() > 1'],
    ['{ .a } >> { .b } | count() > 1', '{ .a } >> { .b }', '{ } | count() > 1'],
    ['{ .a } | by(name) | count() > 1', 'by(name)', '{ .a } | count() > 1'],
    ['by(name) | count() > 1', 'by(name)', 'count() > 1'],
    ['count() > 1', 'count() > 1', ''],
    ['{ } | count() > 1', 'count() > 1', ''],
    ['{ .a }', '.a', ''],
    ['{ } && { .a }', '.a', ''],
  ])('%s without %s is %s', (text, gone, expected) => {
    expect(removed(text, gone)).toBe(expected)
  })

  it('are conditions and spansets that stand for themselves', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const part of partsOf(parts(text))) {
          if (part.kind === 'condition') {
            const alone = parts(`{ ${part.text} }`).conjuncts[0]?.filter?.conditions
            expect(alone?.map((condition) => condition.text).join(' && ')).toBe(part.text)
            expect(treeOf(`{ ${text.slice(part.from, part.to)} }`)).toBe(treeOf(`{ ${part.text} }`))
          } else treeOf(part.kind === 'stage' ? `{ } | ${part.text}` : part.text)
        }
      }),
    )
  })

  it('leave a query each, whichever is removed, of all the others', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = parts(text)
        for (const part of partsOf(read)) {
          const rest = removePart(read, part)
          if (rest !== '') treeOf(rest)
          const others = partsOf(read).filter((each) => each !== part)
          // What comes first now may be another part by that; one of two that is left may lose its parentheses.
          if (read.conjuncts.length === 0) continue
          const two = [read.conjuncts, ...read.conjuncts.map(({ filter }) => filter?.conditions ?? [])]
          const kept = others.map((each) => each.text)
          if (two.every(({ length }) => length !== 2)) expect(shown(rest), `${text} without ${part.text}`).toEqual(kept)
          if (others.length === 0) expect(rest).toBe('')
        }
      }),
    )
  })

  it('stand as they did when what was added is removed', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('.added = 1', '(.added = 1 || .added = "1")'), (text, condition) => {
        // Parentheses around a whole query say nothing, and are not kept.
        fc.pre(parts(text).conjuncts.length !== 1 || !text.startsWith('('))
        for (const at of ['first', 'last'] as const) {
          const longer = addFilter(parts(text), condition, at)
          if (/^\{ *\}$/.test(text)) expect(removed(longer, condition)).toBe('')
          else expect(removed(longer, condition), longer).toBe(text)
        }
        for (const { filter } of parts(text).conjuncts) {
          if (!filter) continue
          const longer = addToFilter(text, filter, condition)
          expect(shown(longer), longer).toContain(condition)
          if (filter.conditions.length > 0) expect(removed(longer, condition), longer).toBe(text)
        }
      }),
    )
  })
})
