import { remembered, rememberChoice } from '../../state/choice'

const KEY = 'recent-commands'
const MOST = 5

/** The names of the commands that were used lately, the last one first. */
export function recentCommands(): string[] {
  return (remembered(KEY) ?? '').split('\n').filter((name) => name !== '')
}

export function rememberCommand(name: string): void {
  const others = recentCommands().filter((other) => other !== name)
  rememberChoice(KEY, [name, ...others].slice(0, MOST).join('\n'))
}
