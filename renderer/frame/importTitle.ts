import type { Opening } from '../state/opening.svelte'

/** What the window's title says first while something is imported: `43 % shop.json`; empty otherwise. */
export function importTitle({ current }: Pick<Opening, 'current'>): string {
  if (current?.step.kind !== 'importing') return ''
  const { share } = current.step.pace
  return `${share === null ? 'Importing' : `${Math.floor(share * 100)} %`} ${current.name}`
}
