import { describe, expect, it } from 'vitest'
import type { SqlColumn, SqlValue } from '../../preload/contract/sql/sql'
import { cellLink } from '../../renderer/views/sql/grid/cellLink'
import { cellText, jsonText, wholeText } from '../../renderer/views/sql/grid/cellText'
import {
  columnsInSight,
  columnWidths,
  placeColumns,
  shortType,
  type TextWidths,
} from '../../renderer/views/sql/grid/columnLayout'
import { filteredBy, sortedBy } from '../../renderer/views/sql/grid/arrangements'
import { copyRows } from '../../renderer/views/sql/grid/copyRows'
import { gridMove } from '../../renderer/views/sql/grid/gridMove'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'
import { quotedName } from '../../renderer/views/sql/quotedName'

const column = (name: string, type = 'VARCHAR') => ({ name, type })
/** Ten pixels to a character. */
const widths: TextWidths = { cell: (text) => text.length * 10, name: (text) => text.length * 10 }

const nothing = { hidden: [], pinned: [] }

function placed(columns: SqlColumn[], rows: SqlValue[][], left = 50) {
  return placeColumns(columns, { ...nothing, widths: columnWidths(columns, rows, widths) }, left)
}

describe('columns', () => {
  it('that are pinned come first, in the order in which they were pinned; hidden ones take no room', () => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => column(name))
    const choices = { widths: [10, 20, 30, 40], hidden: [0], pinned: [3, 2] }
    expect(placeColumns(columns, choices, 5).map(({ place, left, pinned }) => [place, left, pinned])).toEqual([
      [3, 5, true],
      [2, 45, true],
      [1, 75, false],
    ])
    expect(columnsInSight(placeColumns(columns, choices, 5), 500, 10).map(({ place }) => place)).toEqual([3, 2])
  })

  it('are as wide as what is in them, from the narrowest to the widest', () => {
    const columns = [column('a', 'INTEGER'), column('a long name'), column('b', 'BIGINT'), column('text')]
    const rows = [
      [1, 'x', 1234567890, 'y'.repeat(500)],
      [null, 'y', 7, ''],
    ]
    expect(placed(columns, rows).map(({ left, width, right }) => [left, width, right])).toEqual([
      [50, 89, true],
      [139, 136, false],
      [275, 126, true],
      [401, 480, false],
    ])
  })

  it('are as wide as the widest text, which need not be the longest', () => {
    const wideM: TextWidths = { ...widths, cell: (text) => text.length * 10 + text.split('m').length }
    expect(columnWidths([column('id')], [['iiiiiiii'], ['mmmmmmmm'], ['iiiiiiii']], wideM)).toEqual([115])
  })

  it('of no rows are as wide as their names', () => {
    expect(columnWidths([column('abcdefghij', 'X')], [], widths)).toEqual([126])
  })

  it('in sight are those of which a pixel is to be seen', () => {
    const columns = placed([column('a'), column('b'), column('c')], [], 0)
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
    [null, 'NULL', 'NULL', undefined],
    ['a\n\tb', 'a b', 'a\n\tb', undefined],
    [{ a: [1] }, '{"a":[1]}', '{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
    ['[1]', '[1]', '[1]', '[\n  1\n]'],
    ['{not json', '{not json', '{not json', undefined],
    [0, '0', '0', undefined],
    [false, 'false', 'false', undefined],
  ])('%j', (value, line, whole, json) => {
    expect(cellText(value)).toBe(line)
    expect(wholeText(value)).toBe(whole)
    expect(jsonText(value)).toBe(json)
  })

  it('are drawn to 400 characters', () => {
    expect(cellText('x'.repeat(400))).toBe('x'.repeat(400))
    expect(cellText('x'.repeat(401))).toBe(`${'x'.repeat(400)}…`)
  })

  it('of durations and moments are written for people, where their column is told', () => {
    timeDisplay.zone = 'utc'
    expect(cellText(1_234_567, column('duration_ns', 'BIGINT'))).toBe('1.23 ms')
    expect(cellText('12345678901234567', column('self_time_ns', 'HUGEINT'))).toBe('142 d 21 h')
    expect(cellText(1_234_567, column('bytes', 'BIGINT'))).toBe('1234567')
    expect(cellText('a', column('duration_ns', 'VARCHAR'))).toBe('a')
    const moment = '2024-01-31T12:00:00.123456789Z'
    expect(cellText(moment, column('t', 'TIMESTAMP_NS'))).toBe('2024-01-31 12:00:00.123456789')
    expect(cellText(moment, column('t', 'TIMESTAMP'))).toBe('2024-01-31 12:00:00.123456')
    expect(cellText('infinity', column('t', 'TIMESTAMP'))).toBe('infinity')
    expect(cellText(null, column('t', 'TIMESTAMP'))).toBe('NULL')
  })
})

describe('copied rows', () => {
  const columns = [column('n', 'BIGINT'), column('a|b'), column('n', 'MAP(VARCHAR, VARCHAR)')]
  const rows: SqlValue[][] = [
    [1, 'a\tb\n"c"', { c: 'd' }],
    [null, '', null],
  ]
  it.each([
    ['cells', '1\ta b "c"\t{"c":"d"}\n\t\t'],
    ['csv', 'n,a|b,n\r\n1,"a\tb\n""c""","{""c"":""d""}"\r\n,"",\r\n'],
    ['markdown', '| n | a\\|b | n |\n| ---: | --- | --- |\n| 1 | a\tb<br>"c" | {"c":"d"} |\n|  |  |  |\n'],
    [
      'json',
      JSON.stringify(
        [
          { n: 1, 'a|b': 'a\tb\n"c"', n_1: { c: 'd' } },
          { n: null, 'a|b': '', n_1: null },
        ],
        null,
        2,
      ),
    ],
  ] as const)('as %s', (format, text) => {
    expect(copyRows(format, columns, rows)).toBe(text)
  })
})

describe('rows', () => {
  const plain = { order: [], filters: [] }
  it('are sorted up, down, and then as they came', () => {
    const up = sortedBy(plain, 2, false)
    const down = sortedBy(up, 2, false)
    expect([up.order, down.order, sortedBy(down, 2, false).order]).toEqual([
      [{ column: 2, descending: false }],
      [{ column: 2, descending: true }],
      [],
    ])
  })

  it('are sorted within what they are sorted by', () => {
    const two = sortedBy(sortedBy(plain, 2, false), 1, true)
    expect(two.order.map(({ column }) => column)).toEqual([2, 1])
    expect(sortedBy(two, 2, true).order).toEqual([
      { column: 2, descending: true },
      { column: 1, descending: false },
    ])
    expect(sortedBy(two, 3, false).order).toEqual([{ column: 3, descending: false }])
  })

  it('pass each filter once', () => {
    const one = filteredBy(plain, { column: 0, test: 'equals', value: 'a' })
    expect(filteredBy(one, { column: 0, test: 'equals', value: 'a' }).filters).toHaveLength(1)
    expect(filteredBy(one, { column: 0, test: 'null' }).filters).toHaveLength(2)
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
