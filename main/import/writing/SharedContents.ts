import { type AttributeCells, type Contents, IS_KEY, NO_SCOPE, type TextCells } from '../SpanBatch'
import { growArray } from '../columns/growArray'
import { gatherAttributes, gatherText } from './gatherCells'

/** So many contents are remembered; beyond that the same content may get another key, which costs space alone. */
const REMEMBERED = 20_000
const NONE = -1
/** A scope without name, version and attributes, as `contentOf` writes it: no scope. */
const NOTHING = '0:--'

/** Contents which are not in the archive yet, with their keys. Text columns are in the order of `texts`. */
export interface NewContents {
  key: Int32Array
  texts: TextCells[]
  attributes: AttributeCells
}

/**
 * Gives keys to contents that many rows share, the same key for the same content, and knows which references stand for
 * them once that is settled.
 */
export class SharedContents {
  private nextKey: number
  private keyOf = new Map<string, number>()
  /** By number, of contents and of references alike: the key. */
  private keys = new Int32Array(1 << 12).fill(NONE)

  constructor(firstKey: number) {
    this.nextKey = firstKey
  }

  /** Takes in what a batch tells and answers what is new. */
  take(text: Uint8Array, told: Contents, texts: TextCells[]): NewContents {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
    const newRows: number[] = []
    const newKeys: number[] = []
    for (const [row, number] of told.number.entries()) {
      const content = contentOf(bytes, row, texts, told.attributes)
      let key = content === NOTHING ? NO_SCOPE - IS_KEY : this.keyOf.get(content)
      if (key === undefined) {
        if (this.keyOf.size >= REMEMBERED) this.keyOf = new Map()
        key = this.nextKey++
        this.keyOf.set(content, key)
        newRows.push(row)
        newKeys.push(key)
      }
      this.settle(number, key)
    }
    for (const [index, reference] of told.reference.entries()) {
      this.settle(reference, this.keyAt(told.contentOf[index] ?? 0))
    }
    return {
      key: Int32Array.from(newKeys),
      texts: texts.map((cells) => gatherText(cells, newRows)),
      attributes: gatherAttributes(told.attributes, newRows),
    }
  }

  settle(reference: number, key: number): void {
    if (reference >= this.keys.length) {
      const before = this.keys.length
      this.keys = growArray(this.keys, (reference + 1) * 2).fill(NONE, before)
    }
    this.keys[reference] = key
  }

  /** The key of what `reference` stands for, −1 while it is not settled. */
  keyAt(reference: number): number {
    if (reference >= IS_KEY) return reference - IS_KEY
    return this.keys[reference] ?? NONE
  }
}

/** All cells of a row as one text which no other content has. */
function contentOf(bytes: Buffer, row: number, columns: TextCells[], cells: AttributeCells): string {
  const { first, key, keys, value, types } = cells
  let content = cellOf(bytes, types, row)
  for (const column of columns) content += cellOf(bytes, column, row)
  const end = first[row + 1] ?? 0
  for (let entry = first[row] ?? 0; entry < end; entry++) {
    content += `${cellOf(bytes, keys, key[entry] ?? 0)}${cellOf(bytes, value, entry)}`
  }
  return content
}

function cellOf(bytes: Buffer, { offset, length }: TextCells, index: number): string {
  const size = length[index] ?? -1
  const start = offset[index] ?? 0
  return size < 0 ? '-' : `${size}:${bytes.toString('latin1', start, start + size)}`
}
