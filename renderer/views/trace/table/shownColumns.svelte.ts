import { rememberChoice, rememberedWords } from '../../../state/choice'
import { SPAN_COLUMNS, type SpanColumn } from './spanColumns'

const KEY = 'trace-table-columns'

/** Which of its own columns the table of spans shows, whichever trace it is of. */
class ShownColumns {
  #ids: string[] = $state.raw(
    rememberedWords(KEY) ?? SPAN_COLUMNS.filter(({ isExtra }) => !isExtra).map(({ id }) => id),
  )

  has({ id }: Pick<SpanColumn, 'id'>): boolean {
    return this.#ids.includes(id)
  }

  toggle(id: string): void {
    this.#ids = this.#ids.includes(id) ? this.#ids.filter((other) => other !== id) : [...this.#ids, id]
    rememberChoice(KEY, this.#ids.join(' '))
  }
}

export const shownColumns = new ShownColumns()
