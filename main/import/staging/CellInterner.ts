import type { AttributeCells, TextCells } from '../SpanBatch'

/** So many contents are remembered; beyond that the same content may be numbered again, which costs space alone. */
const REMEMBERED = 20_000

/** Numbers rows by what their cells hold: the same content gets the same number. */
export class CellInterner {
  #keyOf = new Map<string, number>()
  #nextKey = 0

  /** The number of each of `count` rows, and those rows which got a new one. */
  intern(
    text: Uint8Array,
    count: number,
    columns: TextCells[],
    attributes: AttributeCells,
  ): { keys: Int32Array; newRows: number[]; newKeys: Int32Array } {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
    const keys = new Int32Array(count)
    const newRows: number[] = []
    const firstNew = this.#nextKey
    for (let row = 0; row < count; row++) {
      const content = contentOf(bytes, row, columns, attributes)
      let key = this.#keyOf.get(content)
      if (key === undefined) {
        if (this.#keyOf.size >= REMEMBERED) this.#keyOf = new Map()
        key = this.#nextKey++
        this.#keyOf.set(content, key)
        newRows.push(row)
      }
      keys[row] = key
    }
    return { keys, newRows, newKeys: Int32Array.from(newRows, (_, index) => firstNew + index) }
  }
}

/** All cells of a row as one text which no other content has. */
function contentOf(
  bytes: Buffer,
  row: number,
  columns: TextCells[],
  { first, key, value, type }: AttributeCells,
): string {
  let content = ''
  for (const cells of columns) content += cellOf(bytes, cells, row)
  const end = first[row + 1] ?? 0
  for (let entry = first[row] ?? 0; entry < end; entry++) {
    content += `${type[entry]};${cellOf(bytes, key, entry)}${cellOf(bytes, value, entry)}`
  }
  return content
}

function cellOf(bytes: Buffer, { offset, length }: TextCells, index: number): string {
  const size = length[index] ?? -1
  const start = offset[index] ?? 0
  return size < 0 ? '-' : `${size}:${bytes.toString('latin1', start, start + size)}`
}
