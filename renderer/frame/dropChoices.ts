/** What may be done with files that are dropped. */
export interface DropChoice {
  does: 'open' | 'openEach' | 'add'
  title: string
  detail: string
}

/** The choices for `count` dropped files or folders, side by side, where `archive` is the name of what is shown. */
export function dropChoices(count: number, archive: string | undefined): DropChoice[] {
  return [
    count > 1
      ? { does: 'open', title: 'Open together', detail: 'All in one archive' }
      : { does: 'open', title: 'Drop to open', detail: 'Exports, folders of exports, and archives' },
    ...(count > 1
      ? [{ does: 'openEach', title: 'Open one by one', detail: 'Each in an archive of its own' } as const]
      : []),
    ...(archive === undefined
      ? []
      : [{ does: 'add', title: 'Add to this archive', detail: `What it holds joins ${archive}` } as const]),
  ]
}

/** The place of the choice under a pointer at `x` in a window `width` pixels wide. */
export function choiceAt(x: number, width: number, choices: number): number {
  return Math.max(0, Math.min(choices - 1, Math.floor((x / Math.max(width, 1)) * choices)))
}
