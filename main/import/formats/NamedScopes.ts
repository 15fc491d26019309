import { Deferred } from '../columns/Deferred'
import { NO_ATTRIBUTES, type Scope } from '../columns/Resource'
import type { TextArena } from '../columns/TextArena'

/** A place in a text; a length of −1 for none. */
interface Place {
  offset: number
  length: number
}

/** Instrumentation scopes of a name and a version that stand among the attributes of spans, each made once. */
export class NamedScopes {
  private readonly text: TextArena
  private readonly scopes = new Map<string, Deferred<Scope>>()
  private readonly last = { name: new Uint8Array(0), version: new Uint8Array(0) }
  private lastScope: Deferred<Scope> | null = null

  constructor(text: TextArena) {
    this.text = text
  }

  /** What is empty counts as not told. */
  get(name: Place, version: Place): Deferred<Scope> {
    const { last, lastScope, text } = this
    if (
      lastScope !== null &&
      text.equals(name.offset, Math.max(name.length, 0), last.name, 0, last.name.length) &&
      text.equals(version.offset, Math.max(version.length, 0), last.version, 0, last.version.length)
    )
      return lastScope
    return this.find(bytesAt(text, name), bytesAt(text, version))
  }

  private find(name: Uint8Array<ArrayBuffer>, version: Uint8Array<ArrayBuffer>): Deferred<Scope> {
    const id = `${Buffer.from(name).toString('latin1')}\n${name.length}\n${Buffer.from(version).toString('latin1')}`
    let scope = this.scopes.get(id)
    if (scope === undefined) {
      scope = new Deferred<Scope>({
        name: name.length > 0 ? name : null,
        version: version.length > 0 ? version : null,
        attributes: NO_ATTRIBUTES,
      })
      this.scopes.set(id, scope)
    }
    this.last.name = name
    this.last.version = version
    this.lastScope = scope
    return scope
  }
}

function bytesAt(text: TextArena, { offset, length }: Place): Uint8Array<ArrayBuffer> {
  return text.bytes.slice(offset, offset + Math.max(length, 0))
}
