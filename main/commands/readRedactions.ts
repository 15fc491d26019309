import type { Redaction } from '../../preload/contract/extract'
import { redactionProblem } from '../../preload/contract/RedactionRules'
import { UsageError } from './usage'

const ACTIONS: Record<string, Redaction['action']> = { '--redact': 'drop', '--hash': 'hash' }
/** What comes before keys that follow one another: the archive and the query. */
const OTHERS = 2

/** Takes `--redact <key>…` and `--hash <key>…`, as often as they are there, out of what the command line says. */
export function readRedactions(args: readonly string[]): { given: string[]; redactions: Redaction[] } {
  const given: string[] = []
  const redactions: Redaction[] = []
  let others = 0
  /** What the keys that follow are for. */
  let action: Redaction['action'] | null = null
  for (let place = 0; place < args.length; place++) {
    const arg = args[place] ?? ''
    const [name = '', ...rest] = arg.split('=')
    const asked = ACTIONS[name]
    if (asked !== undefined) {
      const key = rest.length > 0 ? rest.join('=') : args[++place]
      if (!key || key.startsWith('--')) throw new UsageError(`extract: ${name} which key?`)
      redactions.push({ key, action: asked })
      action = asked
    } else if (arg.startsWith('--')) {
      given.push(arg)
      if (arg === '--into') given.push(args[++place] ?? '')
      action = null
    } else if (action !== null && others === OTHERS) {
      redactions.push({ key: arg, action })
    } else {
      given.push(arg)
      others++
    }
  }
  const problem = redactionProblem(redactions)
  if (problem !== null) throw new UsageError(`extract: ${problem}`)
  return { given, redactions }
}
