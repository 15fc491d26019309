import { expect, it } from 'vitest'
import { OpenRow } from '../../renderer/views/explore/OpenRow.svelte'

/** Rows that are called as they are, and the one of them that an address names. */
function rowsIn(...rows: string[]) {
  let open = $state('')
  const went: [name: string, replace: boolean][] = []
  const table = new OpenRow<string>({
    rows: () => rows,
    nameOf: (row) => row,
    open: () => open,
    onopen: (name, replace = false) => {
      went.push([name, replace])
      open = name
    },
  })
  return { table, went, address: (name: string) => (open = name) }
}

const ESCAPE = { key: 'Escape' }

it('keys go from row to row, and take along what is open', () => {
  const { table, went } = rowsIn('a', 'b', 'c')
  expect([table.selected, table.row]).toEqual([-1, undefined])
  table.move(1)
  expect([table.selected, table.row, went]).toEqual([1, undefined, []])
  table.show(1)
  table.move(2)
  expect([table.selected, table.row]).toEqual([2, 'c'])
  // What was open for a moment is nothing to go back to.
  expect(went).toEqual([
    ['b', false],
    ['c', true],
  ])
})

it('Escape closes what is open, and the keys stay where it was', () => {
  const { table, address } = rowsIn('a', 'b')
  expect(table.otherKey(ESCAPE)).toBe(false)
  address('b')
  expect([table.selected, table.row]).toEqual([1, 'b'])
  expect([table.otherKey({ key: 'x' }), table.otherKey(ESCAPE)]).toEqual([false, true])
  expect([table.selected, table.row]).toEqual([1, undefined])
})

it('what an address names and no row is called leaves the keys to the rows', () => {
  const { table, went, address } = rowsIn('a', 'b')
  address('gone')
  expect(table.row).toBeUndefined()
  table.move(1)
  expect([table.selected, went]).toEqual([1, []])
  expect(table.otherKey(ESCAPE)).toBe(true)
  expect(went).toEqual([['', false]])
})
