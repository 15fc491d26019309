import type { AttributeCells, TextCells } from '../SpanBatch'
import type { AttributeColumns } from './AttributeColumns'
import { ColumnCopies } from './ColumnCopies'
import { TextArena } from './TextArena'

/** One map of attributes with its own text, which lives longer than a batch: of a resource or a scope. */
export interface AttributeSet {
  text: Uint8Array
  cells: AttributeCells
}

/** The rows of `columns` (which holds exactly one) as a set of its own. */
export function detachAttributes(columns: AttributeColumns): AttributeSet {
  const arena = new TextArena(columns.text.length + columns.keys.text.length + columns.count)
  arena.appendBytes(columns.text.bytes, 0, columns.text.length)
  const cells = columns.take(1, arena, new ColumnCopies(new ArrayBuffer(0)))
  return { text: arena.bytes.slice(0, arena.length), cells }
}

/** Copies sets behind one another, their text into `text`: the map of row r is `sets[r]`. */
export function joinAttributes(sets: AttributeSet[], text: TextArena): AttributeCells {
  const entryCount = sum(sets, ({ cells }) => cells.key.length)
  const keyCount = sum(sets, ({ cells }) => cells.keys.length.length)
  const joined: AttributeCells = {
    first: new Uint32Array(sets.length + 1),
    key: new Uint32Array(entryCount),
    keys: newCells(keyCount),
    value: newCells(entryCount),
    types: newCells(sets.length),
  }
  let entry = 0
  let key = 0
  for (const [row, { text: bytes, cells }] of sets.entries()) {
    const base = text.length
    text.appendBytes(bytes, 0, bytes.length)
    joined.first[row] = entry
    copyCells(cells.keys, joined.keys, key, base)
    copyCells(cells.value, joined.value, entry, base)
    for (const [index, number] of cells.key.entries()) joined.key[entry + index] = key + number
    copyCells(cells.types, joined.types, row, base)
    entry += cells.key.length
    key += cells.keys.length.length
  }
  joined.first[sets.length] = entry
  return joined
}

function sum<Item>(items: Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

function newCells(count: number): TextCells {
  return { offset: new Uint32Array(count), length: new Int32Array(count) }
}

function copyCells(from: TextCells, to: TextCells, at: number, base: number): void {
  to.length.set(from.length, at)
  for (const [index, offset] of from.offset.entries()) to.offset[at + index] = base + offset
}
