import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine } from '../../renderer/ui/csvLine'
import { Slices } from '../../renderer/views/trace/Slices'
import { rankTexts } from '../../renderer/views/trace/table/rankTexts'
import { SPAN_COLUMNS } from '../../renderer/views/trace/table/spanColumns'
import { sortRows } from '../../renderer/views/trace/table/sortRows'
import { tableRows } from '../../renderer/views/trace/table/tableRows'
import { readTableSort, toggledSort, writeTableSort } from '../../renderer/views/trace/table/tableSort'
import { never } from '../support/never'
import { traceColumnsOf } from '../support/traceColumnsOf'

const slices = () => new Slices(never)

describe('rows', () => {
  test('are sorted by any key, equal ones in their order, those without one last', async () => {
    const key = fc.oneof(fc.constantFrom(0, -0, NaN, 1, -1, 1e300), fc.double())
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 9_000, size: 'max' }), fc.boolean(), async (keys, descending) => {
        const sorted = await sortRows(Int32Array.from(keys.keys()), (row) => keys[row] ?? NaN, descending, slices())
        const at = (row: number) => keys[row] ?? NaN
        const expected = [...keys.keys()].sort((a, b) => {
          if (Number.isNaN(at(a)) || Number.isNaN(at(b)))
            return Number(Number.isNaN(at(a))) - Number(Number.isNaN(at(b)))
          return at(a) === at(b) ? 0 : (at(a) < at(b) ? -1 : 1) * (descending ? -1 : 1)
        })
        expect([...sorted]).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('of a subset keep their numbers', async () => {
    const durations = [5, 9, 1, 7]
    const sorted = await sortRows(Int32Array.of(0, 1, 3), (row) => durations[row] ?? NaN, true, slices())
    expect([...sorted]).toEqual([1, 3, 0])
  })

  test('are those of the branch that is shown, and of these those that match', () => {
    const columns = traceColumnsOf(`
      shop checkout   0..100
        bank charge   10..40
          mail send   20..30
        bank refund   50..60`)
    expect([...tableRows(columns, -1, undefined)]).toEqual([0, 1, 2, 3])
    expect([...tableRows(columns, 1, undefined)]).toEqual([1, 2])
    expect([...tableRows(columns, 1, Int32Array.of(0, 2, 3))]).toEqual([2])
  })

  test('given up half-way do not come', async () => {
    const controller = new AbortController()
    const sorting = sortRows(new Int32Array(3_000_000), (row) => row, false, new Slices(controller.signal))
    controller.abort()
    await expect(sorting).rejects.toThrow()
  })
})

test('texts are ranked with numbers first, by their value', async () => {
  const texts = ['b', '10', '9', 'a', '1e2', 'Z']
  const ranks = await rankTexts(texts, (text) => [1, 2, 4].includes(text), slices())
  const ranked = texts.toSorted((a, b) => (ranks[texts.indexOf(a)] ?? 0) - (ranks[texts.indexOf(b)] ?? 0))
  expect(ranked).toEqual(['9', '10', '1e2', 'Z', 'a', 'b'])
})

test('the address brings the order back, and a head asks for the way that is wanted most', () => {
  for (const sort of [
    { column: 'span.a', descending: true },
    { column: 'name', descending: false },
  ])
    expect(readTableSort(writeTableSort(sort))).toEqual(sort)
  expect(readTableSort(null)).toEqual({ column: 'start', descending: false })
  const by = (id: string, sort = readTableSort(null)) => {
    const column = SPAN_COLUMNS.find((one) => one.id === id)
    return column && toggledSort(sort, column)
  }
  expect(by('duration')).toEqual({ column: 'duration', descending: true })
  expect(by('name')).toEqual({ column: 'name', descending: false })
  expect(by('name', { column: 'name', descending: false })).toEqual({ column: 'name', descending: true })
})

test('the cells of a file are plain numbers and words', () => {
  const columns = traceColumnsOf(`
    shop checkout   0..100  server error
      bank charge   10..?   not_ended`)
  const source = { columns, matches: { has: (row: number) => row === 1 } }
  const cells = (row: number) => Object.fromEntries(SPAN_COLUMNS.map(({ id, cell }) => [id, cell(source, row)]))
  expect(cells(0)).toMatchObject({
    start: 0,
    time: '2023-11-14T22:13:20.000000000Z',
    service: 'shop',
    name: 'checkout',
    kind: 'server',
    duration: 100,
    status: 'error',
    depth: 0,
    matched: null,
    problems: null,
  })
  expect(cells(1)).toMatchObject({ duration: null, matched: 'yes', depth: 1, problems: 'Never ended' })
  const headings = SPAN_COLUMNS.map(({ heading }) => heading)
  expect(new Set(headings).size).toBe(headings.length)
})

test('a line of CSV keeps what it is given, and starts no formula', () => {
  expect(csvLine(['a', null, '', 1.5])).toBe('a,,"",1.5\r\n')
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', ' '])).toBe('"a,b","say ""x""","two\nlines", \r\n')
  expect(csvLine(['=1+1', '@x', '+a', '-b', '\tc', '-1.5', -2])).toBe("'=1+1,'@x,'+a,'-b,'\tc,-1.5,-2\r\n")
  expect(csvLine(['=HYPERLINK("x")'])).toBe(`"'=HYPERLINK(""x"")"\r\n`)
})
