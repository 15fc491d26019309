import type { Redaction } from './extract'

const SERVICE = 'service.name'
const PEER = 'peer.service'

/** What happens to attributes. Of two rules the one that tells more of a key decides. */
export class RedactionRules {
  /** Those that decide before others come first. */
  readonly rules: readonly Redaction[]
  /** Without those that follow from others. */
  readonly asked: readonly Redaction[]

  constructor(given: readonly Redaction[]) {
    const chosen = new Map(given.map((rule) => [rule.key, rule]))
    const named = [...chosen.values()].sort((a, b) => rank(b.key) - rank(a.key))
    // It names services, too.
    const isImplied = actionIn(named, SERVICE) === 'hash' && actionIn(named, PEER) === null
    this.asked = named
    this.rules = isImplied ? [{ key: PEER, action: 'hash' }, ...named] : named
  }

  get isEmpty(): boolean {
    return this.rules.length === 0
  }

  /** Whether services get other names. */
  get hidesServices(): boolean {
    return this.actionOf(SERVICE) === 'hash'
  }

  actionOf(key: string): Redaction['action'] | null {
    return actionIn(this.rules, key)
  }
}

/** What is wrong with what is to be redacted; null where nothing is. */
export function redactionProblem(given: readonly Redaction[]): string | null {
  for (const { key, action } of given) {
    if (key.slice(0, -1).includes('*')) return `“${key}”: a * can only stand at the end`
    if (given.some((other) => other.key === key && other.action !== action)) {
      return `“${key}” cannot be both dropped and hashed`
    }
  }
  if (new RedactionRules(given).actionOf(SERVICE) === 'drop') {
    return `${SERVICE} cannot be dropped, as every span has a service: hash it`
  }
  return null
}

/** Whether a key is one of those that a rule is about. */
export function isAbout(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern
}

function actionIn(rules: readonly Redaction[], key: string): Redaction['action'] | null {
  return rules.find((rule) => isAbout(rule.key, key))?.action ?? null
}

/** A whole key tells more than the beginning of one, a long beginning more than a short one. */
function rank(key: string): number {
  return key.endsWith('*') ? key.length : Infinity
}
