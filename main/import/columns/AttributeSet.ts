import type { AttributeCells, TextCells } from '../SpanBatch'
import type { AttributeColumns } from './AttributeColumns'
import type { TextArena } from './TextArena'

/** One map of attributes with its own text, which lives longer than a batch: of a resource or a scope. */
export interface AttributeSet {
  text: Uint8Array
  cells: AttributeCells
}

/** The rows of `columns` (which holds exactly one) as a set of its own. */
export function detachAttributes(columns: AttributeColumns): AttributeSet {
  const values = columns.text
  const keys = columns.keys.text
  const text = new Uint8Array(values.length + keys.length)
  text.set(values.bytes.subarray(0, values.length))
  text.set(keys.bytes.subarray(0, keys.length), values.length)
  return { text, cells: columns.take(1, values.length, 0) }
}

/** Copies sets behind one another, their text into `text`: the map of row r is `sets[r]`. */
export function joinAttributes(sets: AttributeSet[], text: TextArena): AttributeCells {
  const count = sets.reduce((sum, set) => sum + set.cells.type.length, 0)
  const cells: AttributeCells = {
    first: new Uint32Array(sets.length + 1),
    key: newCells(count),
    value: newCells(count),
    type: new Uint8Array(count),
  }
  let entry = 0
  for (const [row, set] of sets.entries()) {
    const base = text.length
    text.appendBytes(set.text, 0, set.text.length)
    cells.first[row] = entry
    copyCells(set.cells.key, cells.key, entry, base)
    copyCells(set.cells.value, cells.value, entry, base)
    cells.type.set(set.cells.type, entry)
    entry += set.cells.type.length
  }
  cells.first[sets.length] = entry
  return cells
}

function newCells(count: number): TextCells {
  return { offset: new Uint32Array(count), length: new Int32Array(count) }
}

function copyCells(from: TextCells, to: TextCells, at: number, base: number): void {
  to.length.set(from.length, at)
  for (const [index, offset] of from.offset.entries()) to.offset[at + index] = base + offset
}
