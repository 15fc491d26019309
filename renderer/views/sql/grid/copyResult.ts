import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import type { SqlValue } from '../../../../preload/contract/sql/sql'
import { startWork } from '../../../state/idle'
import { copyText } from '../../../ui/copyText'
import type { StatementRun } from '../StatementRun.svelte'
import { copyRows, type CopyFormat } from './copyRows'
import { isOneCell, selectedRange } from './selectedRange'
import { wholeText } from './cellText'

/** More rows are a file's work. */
const MOST_COPIED = 10_000
const BATCH = 2_000

/** Puts the selected cells on the clipboard, or all rows where only one cell is; tells what came of it. */
export async function copyResult(
  run: StatementRun,
  format: CopyFormat,
  whole: 'selection' | 'rows' | 'all',
): Promise<string> {
  const range = selectedRange(run.cell, run.anchor)
  const shown = run.columns.shown
  if (whole === 'selection' && format === 'cells' && isOneCell(range)) {
    const value = run.rowAt(range.top)?.[shown[range.left]?.place ?? -1]
    return value !== undefined && (await copyText(wholeText(value))) ? 'Cell copied' : UNUSABLE
  }
  const all = whole === 'all' || (whole === 'selection' && isOneCell(range))
  const [first, last] = all ? [0, run.rowCount - 1] : [range.top, range.bottom]
  const places = whole === 'selection' && !all ? shown.slice(range.left, range.right + 1) : shown
  const count = Math.min(last - first + 1, MOST_COPIED)
  const endWork = startWork()
  const rows: SqlValue[][] = []
  for (let row = first; row < first + count; row += BATCH) {
    const { value, failure } = await run.rowsFrom(
      row,
      Math.min(BATCH, first + count - row),
      new AbortController().signal,
    )
    if (failure) {
      endWork()
      return 'The rows could not be read: run the statement again.'
    }
    for (const one of value) rows.push(places.map(({ place }) => one[place] ?? null))
  }
  endWork()
  if (
    !(await copyText(
      copyRows(
        format,
        places.map(({ column }) => column),
        rows,
      ),
    ))
  )
    return UNUSABLE
  const more = last - first + 1 > count ? ` of ${formatCount(last - first + 1)}: export the result to have all` : ''
  return `${countOf(rows.length, 'row')} copied${more}`
}

const UNUSABLE = 'The clipboard cannot be used'
