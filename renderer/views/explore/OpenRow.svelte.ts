interface Choice<Row> {
  rows: () => readonly Row[]
  /** What a row is called in the address. */
  nameOf: (row: Row) => string
  /** The name of the row that is open; empty for none. */
  open: () => string
  onopen: (name: string, replace?: boolean) => void
}

/**
 * The rows of a table, one of which may be open below it. Keys go from row to row, and open the next where one is open;
 * Escape closes it and gives them back to the table.
 */
export class OpenRow<Row> {
  /** The row that the keys are at, −1 for none, while none is open. */
  cursor = $state(-1)
  grid = $state<HTMLDivElement>()
  readonly #choice: Choice<Row>
  /** −1 where none is open, or none that is listed. */
  readonly #opened = $derived.by(() => {
    const { rows, nameOf, open } = this.#choice
    return open() === '' ? -1 : rows().findIndex((row) => nameOf(row) === open())
  })
  readonly selected = $derived.by(() =>
    this.#opened >= 0 ? this.#opened : Math.min(this.cursor, this.#choice.rows().length - 1),
  )
  readonly row = $derived.by(() => this.#choice.rows()[this.#opened])

  constructor(choice: Choice<Row>) {
    this.#choice = choice
  }

  readonly show = (index: number, replace = false): void => {
    const row = this.#choice.rows()[index]
    this.cursor = index
    if (row !== undefined) this.#choice.onopen(this.#choice.nameOf(row), replace)
  }

  readonly move = (index: number): void => {
    if (this.#opened >= 0) this.show(index, true)
    else this.cursor = index
  }

  readonly close = (): void => {
    this.cursor = this.selected
    this.#choice.onopen('')
    this.grid?.focus({ preventScroll: true })
  }

  /** Whether the key meant something. */
  readonly otherKey = ({ key }: Pick<KeyboardEvent, 'key'>): boolean => {
    if (key !== 'Escape' || this.#choice.open() === '') return false
    this.close()
    return true
  }
}
