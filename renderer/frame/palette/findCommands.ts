import type { Action, ActionGroup } from '../../state/actions.svelte'
import { fuzzyMatch } from './fuzzyMatch'

/** A line of the list of commands. */
export interface Command {
  action: Action
  /** Of where it is: with its words it tells it from all others. */
  group: string
  /** Places of the letters of its words that match what is typed. */
  places: number[]
}

export interface CommandSection {
  title: string
  commands: Command[]
}

export const RECENT_TITLE = 'Recently used'

/** What `recent` lists of a command. */
export function nameOf({ group, action }: Command): string {
  return `${group}: ${action.does} ${action.detail ?? ''}`.replaceAll(/\s+/g, ' ')
}

/**
 * The commands to be shown. While nothing is typed they stand in their groups, after those that were used lately; else
 * the best match is first, of equal ones the one used last.
 */
export function findCommands(
  groups: readonly ActionGroup[],
  typed: string,
  recent: readonly string[],
): CommandSection[] {
  const all = groups.flatMap(({ title, actions }) =>
    actions.flatMap((action): Command[] => (action.can === false ? [] : [{ action, group: title, places: [] }])),
  )
  if (typed.trim() !== '') return [{ title: '', commands: matching(all, typed.trim(), recent) }]
  const used = recent.flatMap((name) => all.find((command) => nameOf(command) === name) ?? [])
  const sections = [
    { title: RECENT_TITLE, commands: used },
    ...groups.map(({ title }) => ({
      title,
      commands: all.filter((command) => command.group === title && !used.includes(command)),
    })),
  ]
  return sections.filter(({ commands }) => commands.length > 0)
}

function matching(all: readonly Command[], typed: string, recent: readonly string[]): Command[] {
  const found = all.flatMap((command) => {
    const match = fuzzyMatch(typed, command.action.does) ?? matchBeside(command, typed)
    if (!match) return []
    const used = recent.indexOf(nameOf(command))
    return [{ command: { ...command, places: match.places }, score: match.score, used: used < 0 ? Infinity : used }]
  })
  const better = (a: (typeof found)[number], b: (typeof found)[number]) =>
    Math.round(b.score) - Math.round(a.score) || compare(a.used, b.used) || b.score - a.score
  return found.sort(better).map(({ command }) => command)
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** What is said beside the words is found by whole parts of it, after all that matches by its words. */
function matchBeside({ action, group }: Command, typed: string) {
  const beside = `${group} ${action.does} ${action.detail ?? ''}`.toLowerCase()
  const words = typed.toLowerCase().split(/\s+/)
  return words.every((word) => beside.includes(word)) ? { score: 0, places: [] } : null
}
