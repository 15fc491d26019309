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
