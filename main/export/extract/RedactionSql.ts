import { randomBytes } from 'node:crypto'
import { PEER_KEYS } from '../../analysis/peerKeys'
import { textLiteral } from '../../archive/sql'
import type { RedactionRules } from '../../../preload/contract/RedactionRules'
import { UNKNOWN_SERVICE } from '../ExportedSpan'

/** Of a hash: 64 bits, so that two of ten million values are hardly ever taken for one another. */
const HEX_DIGITS = 16
const NAMESPACE = 'db.namespace'

/** Expressions of SQL for what redaction leaves of attributes. Two of these do not give a value the same hash. */
export class RedactionSql {
  readonly rules: RedactionRules
  /** Without it nobody can try values until one has the hash. It is never stored. */
  readonly #secret = randomBytes(32).toString('hex')

  constructor(rules: RedactionRules) {
    this.rules = rules
  }

  /** `'drop'`, `'hash'` or NULL for a key. */
  action(key: string): string {
    if (this.rules.isEmpty) return 'NULL::VARCHAR'
    const cases = this.rules.rules.map((rule) => {
      const beginning = rule.key.endsWith('*') ? textLiteral(rule.key.slice(0, -1)) : null
      const isMeant = beginning === null ? `${key} = ${textLiteral(rule.key)}` : `starts_with(${key}, ${beginning})`
      return `WHEN ${isMeant} THEN '${rule.action}'`
    })
    return `CASE ${cases.join(' ')} END`
  }

  hash(value: string): string {
    return `left(sha256('${this.#secret}' || ${value}), ${HEX_DIGITS})`
  }

  /** What is left of a map of attributes. */
  attributes(map: string): string {
    if (this.rules.isEmpty) return map
    const entries = this.#kept(`list_zip(map_keys(${map}), map_values(${map}))`)
    const hashed = `CASE WHEN ${this.action('e[1]')} = 'hash' THEN ${this.hash('e[2]')} ELSE e[2] END`
    return this.#whereTouched(
      map,
      `map(list_transform(${entries}, lambda e: e[1]), list_transform(${entries}, lambda e: ${hashed}))`,
      map,
    )
  }

  /** The letters of what `attributes` leaves: a hash is a text. */
  types(map: string, types: string): string {
    if (this.rules.isEmpty) return types
    const entries = this.#kept(`list_zip(map_keys(${map}), string_split(${types}, ''))`)
    const letters = `list_transform(${entries}, lambda e: ${this.type('e[1]', 'e[2]')})`
    return this.#whereTouched(map, `array_to_string(${letters}, '')`, types)
  }

  /** The letter of one attribute. What is null has no value to be hashed. */
  type(key: string, type: string): string {
    return `CASE WHEN ${type} <> 'n' AND ${this.action(key)} = 'hash' THEN 's' ELSE ${type} END`
  }

  /** The name of a service, in a column of its own. */
  service(name: string): string {
    if (!this.rules.hidesServices) return name
    return `CASE WHEN ${name} = '${UNKNOWN_SERVICE}' THEN ${name} ELSE ${this.hash(name)} END`
  }

  /** `peer` and `peer_is_named` of the span `s`, which follow from its attributes as `findPeers` has it. */
  peer(): { peer: string; isNamed: string } {
    const redacted = PEER_KEYS.filter((key) => this.rules.actionOf(key) !== null)
    if (redacted.length === 0) return { peer: 's.peer', isNamed: 's.peer_is_named' }
    const [own = '', ...further] = PEER_KEYS
    const named = this.#peerOf(own)
    const concluded = further.map((key) => this.#peerOf(key))
    const list = redacted.map(textLiteral).join(', ')
    const isTouched = `list_has_any(map_keys(s.attributes), [${list}])`
    return {
      peer: `CASE WHEN NOT ${isTouched} THEN s.peer ELSE coalesce(${named},
        CASE WHEN s.kind IN ('client', 'producer') THEN coalesce(${concluded.join(', ')}) END) END`,
      isNamed: `CASE WHEN NOT ${isTouched} THEN s.peer_is_named ELSE ${named} IS NOT NULL END`,
    }
  }

  #peerOf(key: string): string {
    const action = this.rules.actionOf(key)
    if (action === 'drop') return 'NULL::VARCHAR'
    const value = `nullif(s.attributes[${textLiteral(key)}], '')`
    const told = action === 'hash' ? this.hash(value) : value
    // Redis numbers its databases, which names nothing.
    return key === NAMESPACE ? `CASE WHEN NOT regexp_full_match(${value}, '[0-9]*') THEN ${told} END` : told
  }

  #kept(entries: string): string {
    return `list_filter(${entries}, lambda e: ${this.action('e[1]')} IS DISTINCT FROM 'drop')`
  }

  /** Most maps have nothing that is redacted, and are not built anew. */
  #whereTouched(map: string, then: string, otherwise: string): string {
    const { rules } = this.rules
    const hasPatterns = rules.some(({ key }) => key.endsWith('*'))
    const isTouched = hasPatterns
      ? `len(list_filter(map_keys(${map}), lambda k: ${this.action('k')} IS NOT NULL)) > 0`
      : `list_has_any(map_keys(${map}), [${rules.map(({ key }) => textLiteral(key)).join(', ')}])`
    return `CASE WHEN ${isTouched} THEN ${then} ELSE ${otherwise} END`
  }
}
