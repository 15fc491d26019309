import { describe, expect, it } from 'vitest'
import { cellLink } from '../../renderer/views/sql/cellLink'
import { cellText, readableText, rowText, wholeText } from '../../renderer/views/sql/cellText'
import { columnLayout, columnsInSight, shortType, type TextWidths } from '../../renderer/views/sql/columnLayout'
import { gridMove } from '../../renderer/views/sql/gridMove'
import { quotedName } from '../../renderer/views/sql/quotedName'

const column = (name: string, type = 'VARCHAR') => ({ name, type })
/** Ten pixels to a character. */
const widths: TextWidths = { cell: (text) => text.length * 10, name: (text) => text.length * 10 }

describe('columns', () => {
  it('are as wide as what is in them, from the narrowest to the widest', () => {
    const columns = [column('a', 'INTEGER'), column('a long name'), column('b', 'BIGINT'), column('text')]
    const rows = [
      [1, 'x', 1234567890, 'y'.repeat(500)],
      [null, 'y', 7, ''],
    ]
    expect(columnLayout(columns, rows, widths, 50).map(({ left, width, right }) => [left, width, right])).toEqual([
      [50, 89, true],
      [139, 136, false],
      [275, 126, true],
      [401, 480, false],
    ])
  })

  it('are as wide as the widest text, which need not be the longest', () => {
    const wideM: TextWidths = { ...widths, cell: (text) => text.length * 10 + text.split('m').length }
    expect(columnLayout([column('id')], [['iiiiiiii'], ['mmmmmmmm'], ['iiiiiiii']], wideM)[0]?.width).toBe(115)
  })

  it('of no rows are as wide as their names', () => {
    expect(columnLayout([column('abcdefghij', 'X')], [], widths)[0]?.width).toBe(126)
  })

  it('in sight are those of which a pixel is to be seen', () => {
    const columns = columnLayout([column('a'), column('b'), column('c')], [], widths)
    const lefts = (scrolled: number, width: number) => columnsInSight(columns, scrolled, width).map(({ left }) => left)
    expect(columns.map(({ width }) => width)).toEqual([89, 89, 89])
    expect(lefts(0, 89)).toEqual([0])
    expect(lefts(0, 90)).toEqual([0, 89])
    expect(lefts(88, 10)).toEqual([0, 89])
    expect(lefts(89, 89)).toEqual([89])
  })

  it.each([
    ['MAP(VARCHAR, VARCHAR)', 'MAP'],
    ['STRUCT("a" INTEGER, "b" VARCHAR[])[]', 'STRUCT[]'],
    ['INTEGER[][3]', 'INTEGER[][3]'],
    ['DECIMAL(18,3)', 'DECIMAL(18,3)'],
    [`ENUM('a', ')')`, 'ENUM'],
    ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP WITH TIME ZONE'],
  ])('of type %s say %s', (type, short) => {
    expect(shortType(type)).toBe(short)
  })
})

describe('cells', () => {
  it.each([
    [null, 'NULL', 'NULL', 'NULL'],
    ['a\n\tb', 'a b', 'a\n\tb', 'a\n\tb'],
    [{ a: [1] }, '{"a":[1]}', '{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
    ['[1]', '[1]', '[1]', '[\n  1\n]'],
    ['{not json', '{not json', '{not json', '{not json'],
    [0, '0', '0', '0'],
    [false, 'false', 'false', 'false'],
  ])('%j', (value, line, whole, readable) => {
    expect(cellText(value)).toBe(line)
    expect(wholeText(value)).toBe(whole)
    expect(readableText(value)).toBe(readable)
  })

  it('are drawn to 400 characters', () => {
    expect(cellText('x'.repeat(400))).toBe('x'.repeat(400))
    expect(cellText('x'.repeat(401))).toBe(`${'x'.repeat(400)}…`)
  })

  it('of a row are copied for a spreadsheet', () => {
    expect(rowText([1, null, 'a\tb', { c: 'd' }])).toBe('1\t\ta b\t{"c":"d"}')
  })
})

describe('what a cell leads to', () => {
  const columns = ['trace_id', 'span_id', 'slowest_trace_id', 'linked_trace_id', 'linked_span_id', 'id'].map((name) =>
    column(name),
  )
  const row = ['t1', 's1', 't2', 't3', 's3', 't4']
  it.each([
    [0, { traceId: 't1', spanId: '' }],
    [1, { traceId: 't1', spanId: 's1' }],
    [2, { traceId: 't2', spanId: '' }],
    [3, { traceId: 't3', spanId: '' }],
    [4, { traceId: 't3', spanId: 's3' }],
    [5, null],
  ])('column %d', (index, place) => {
    expect(cellLink(columns, row, index)).toEqual(place)
  })

  it('is nothing without an id', () => {
    expect(cellLink(columns, [null, 's1', '', 7], 0)).toBeNull()
    expect(cellLink(columns, [null, 's1', '', 7], 1)).toBeNull()
    expect(cellLink(columns, [null, 's1', '', 7], 2)).toBeNull()
    expect(cellLink(columns, [null, 's1', '', 7], 3)).toBeNull()
    expect(cellLink([column('span_id')], ['s1'], 0)).toBeNull()
  })
})

describe('keys in the grid', () => {
  const size = { rows: 100, columns: 5, page: 10 }
  const from = { row: 50, column: 2 }
  it.each([
    ['ArrowDown', false, 51, 2],
    ['ArrowUp', false, 49, 2],
    ['ArrowRight', false, 50, 3],
    ['ArrowLeft', true, 50, 0],
    ['ArrowDown', true, 99, 2],
    ['PageDown', false, 60, 2],
    ['PageUp', false, 40, 2],
    ['Home', false, 50, 0],
    ['End', false, 50, 4],
    ['Home', true, 0, 0],
    ['End', true, 99, 4],
  ])('%s, command %s', (key, command, row, column) => {
    expect(gridMove(key, command, from, size)).toEqual({ row, column })
  })

  it('stay within', () => {
    expect(gridMove('ArrowUp', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 })
    expect(gridMove('PageDown', false, { row: 95, column: 0 }, size)).toEqual({ row: 99, column: 0 })
    expect(gridMove('ArrowDown', false, from, { ...size, rows: 0 })).toBeUndefined()
    expect(gridMove('x', false, from, size)).toBeUndefined()
  })
})

describe('names', () => {
  it.each([
    ['trace_id', 'trace_id'],
    ['Name', '"Name"'],
    ['a"b', '"a""b"'],
  ])('%s is inserted as %s', (name, quoted) => {
    expect(quotedName(name)).toBe(quoted)
  })
})
