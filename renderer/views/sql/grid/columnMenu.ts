import type { ResultFilter } from '../../../../preload/contract/sql/held'
import type { SqlValue } from '../../../../preload/contract/sql/sql'
import type { MenuItem } from '../../../ui/Menu.svelte'
import type { StatementRun } from '../StatementRun.svelte'
import { filteredBy, sortedBy } from './arrangements'
import { cellText, wholeText } from './cellText'
import type { GridColumn } from './columnLayout'

/** What can be done with a column, and with a value in it where one is meant. */
export function columnMenu(
  run: StatementRun,
  column: GridColumn,
  value: SqlValue | undefined,
  { onprofile, onfind, oncopy }: { onprofile: () => void; onfind: () => void; oncopy: (text: string) => void },
): MenuItem[] {
  const { place, pinned } = column
  const { name } = column.column
  const { columns, arrangement } = run
  const sort = (descending: boolean) =>
    void run.arrange({ order: [{ column: place, descending }], filters: arrangement.filters })
  const filter = (by: ResultFilter) => void run.arrange(filteredBy(arrangement, by))
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : wholeText(value)
  const shown = value === undefined ? '' : cellText(value, columns.readable ? column.column : undefined).slice(0, 40)
  const isComparable = !/^(MAP|STRUCT|UNION)\(|\[\d*\]$/.test(column.column.type)
  const ofValue: MenuItem[] =
    value === undefined
      ? []
      : value === null
        ? [
            { label: 'Only NULL', run: () => filter({ column: place, test: 'null' }) },
            { label: 'Without NULL', run: () => filter({ column: place, test: 'notNull' }) },
          ]
        : [
            { label: `Only = ${shown}`, run: () => filter({ column: place, test: 'equals', value: text }) },
            { label: `Without ${shown}`, run: () => filter({ column: place, test: 'differs', value: text }) },
            ...(isComparable
              ? [
                  {
                    label: `Only ≥ ${shown}`,
                    run: () => filter({ column: place, test: 'atLeast' as const, value: text }),
                  },
                  {
                    label: `Only ≤ ${shown}`,
                    run: () => filter({ column: place, test: 'atMost' as const, value: text }),
                  },
                ]
              : []),
          ]
  return [
    ...ofValue,
    { label: 'Only with a text in it…', shortcut: 'F', run: onfind, ...(ofValue.length > 0 && { apart: true }) },
    ...(value === undefined ? [{ label: 'Without NULL', run: () => filter({ column: place, test: 'notNull' }) }] : []),
    { label: 'Sort up', shortcut: 'S', run: () => sort(false), apart: true },
    { label: 'Sort down', run: () => sort(true) },
    {
      label: 'Sort within',
      note: 'Keeps what it is sorted by',
      run: () => void run.arrange(sortedBy(arrangement, place, true)),
    },
    { label: 'Profile of the column', shortcut: 'P', run: onprofile, apart: true },
    { label: pinned ? 'Unpin' : 'Pin to the left', run: () => columns.pin(place), apart: true },
    { label: 'As wide as its cells', run: () => columns.fit(place) },
    { label: 'Hide', shortcut: 'H', run: () => columns.hide(place) },
    ...(columns.hiddenNames.length > 0
      ? [{ label: `Show all columns (${columns.hiddenNames.length} hidden)`, run: () => columns.showAll() }]
      : []),
    { label: `Copy the name ${name.slice(0, 30)}`, run: () => oncopy(name), apart: true },
  ]
}
