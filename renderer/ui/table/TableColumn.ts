export interface TableColumn {
  /** What it is sorted by. */
  id: string
  label: string
  title: string
  /** Numbers stand at the right, and are sorted downwards at first. */
  number: boolean
  /** The least width in pixels, and how much of what is left it takes beside others. */
  width: number
  share: number
  /** Stands small behind the label. */
  note?: { text: string; title: string }
  /** It cannot be sorted by. */
  isFixed?: boolean
}

/** A column of texts. `share` as in `TableColumn`. */
export function textColumn<Id extends string>(id: Id, label: string, title: string, width: number, share = 0) {
  return { id, label, title, number: false, width, share }
}

export function numberColumn<Id extends string>(id: Id, label: string, title: string, width: number, share = 0) {
  return { id, label, title, number: true, width, share }
}

/** What a table is sorted by. */
export interface TableSort {
  column: string
  descending: boolean
}

/** Pixels between two columns, and beside the first and the last. */
const GAP = 16

/** The tracks of a CSS grid, and the width in pixels below which it scrolls sideways. */
export function tracksOf(columns: readonly TableColumn[]): { tracks: string; least: number } {
  const tracks = columns.map(({ width, share }) => (share > 0 ? `minmax(${width}px, ${share}fr)` : `${width}px`))
  return {
    tracks: tracks.join(' '),
    least: columns.reduce((sum, { width }) => sum + width + GAP, GAP),
  }
}
