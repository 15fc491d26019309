import type { AttributeCells, TextCells } from '../SpanBatch'

/** The cells of the given rows alone, over the same text. */
export function gatherText({ offset, length }: TextCells, rows: number[]): TextCells {
  return {
    offset: Uint32Array.from(rows, (row) => offset[row] ?? 0),
    length: Int32Array.from(rows, (row) => length[row] ?? -1),
  }
}

/** The maps of the given rows alone, over the same text. */
export function gatherAttributes({ first, key, keys, value, types }: AttributeCells, rows: number[]): AttributeCells {
  const entries: number[] = []
  const gatheredFirst = Uint32Array.from([0, ...rows], (row, index) => {
    if (index === 0) return 0
    const end = first[row + 1] ?? 0
    for (let entry = first[row] ?? 0; entry < end; entry++) entries.push(entry)
    return entries.length
  })
  return {
    first: gatheredFirst,
    key: Uint32Array.from(entries, (entry) => key[entry] ?? 0),
    keys,
    value: gatherText(value, entries),
    types: gatherText(types, rows),
  }
}
