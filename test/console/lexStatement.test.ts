import { describe, expect, it } from 'vitest'
import { lexStatement } from '../../preload/contract/sql/lexStatement'
import { explained, readStatement } from '../../main/console/readStatement'

/** Tokens as `kind:value`. */
function tokens(text: string): string[] {
  return lexStatement(text).map(({ kind, value }) => `${kind}:${value}`)
}

describe('tokens', () => {
  it.each([
    ['select a1, _b$', ['word:select', 'word:a1', 'symbol:,', 'word:_b$']],
    [`'it''s' "a""b"`, [`text:it's`, 'name:a"b']],
    [`E'a\\'b' e'\\\\' 'a\\'`, [`text:a\\'b`, 'text:\\\\', 'text:a\\']],
    [`$$a;'b$$ $x$ $$ $x$ $1`, [`text:a;'b`, 'text: $$ ', 'symbol:$', 'number:1']],
    ['a--b\nc /* d /* e */ f */ g', ['word:a', 'word:c', 'word:g']],
    ['été\u00a0🦆', ['word:été', 'word:🦆']],
    ['1.5e3.x 0x1F', ['number:1.5e3.x', 'number:0x1F']],
    [`x'AF' b'1'`, ['text:AF', 'text:1']],
    [`'open`, ['text:ope']],
    ['/* open', []],
    ['$$open', ['text:op']],
  ])('of %j', (text, expected) => {
    expect(tokens(text)).toEqual(expected)
  })

  it('say where they stand', () => {
    expect(lexStatement(` 'é' "x"`).map(({ start, end }) => [start, end])).toEqual([
      [1, 4],
      [5, 8],
    ])
  })

  it('of a megabyte of quotes come soon', () => {
    expect(tokens(`'${"''".repeat(500_000)}'`)).toEqual([`text:${"'".repeat(500_000)}`])
  })
})

describe('the statement of a text', () => {
  it.each([
    ['select 1', 'select 1', 0, 'SELECT'],
    [' -- a;\n select 1 ; /* b */ ;', 'select 1', 8, 'SELECT'],
    ['(select 1)', '(select 1)', 0, ''],
    [`from "a;b"`, `from "a;b"`, 0, 'FROM'],
  ])('%j', (text, statement, offset, keyword) => {
    expect(readStatement(text)).toMatchObject({ text: statement, offset, keyword })
  })

  it('is the only one', () => {
    expect(() => readStatement('select 1;; select 2')).toThrow('One statement at a time')
  })
})

describe('what an EXPLAIN explains', () => {
  it.each([
    ['EXPLAIN select 1', 'select 1'],
    ['explain analyze copy a to b', 'copy a to b'],
    ['EXPLAIN ANALYZE VERBOSE select 1;', 'select 1'],
    ['EXPLAIN (FORMAT json, ANALYZE) (select 1)', '(select 1)'],
    ['EXPLAIN (select 1)', '(select 1)'],
    ['EXPLAIN ANALYZE (select (1))', '(select (1))'],
    ['EXPLAIN /* a */ pragma b', 'pragma b'],
  ])('%j', (text, inner) => {
    expect(explained(text, readStatement(text))?.text).toBe(inner)
  })

  it('is nothing in other statements', () => {
    expect(explained('select 1', readStatement('select 1'))).toBeNull()
  })
})
