import { listValue } from '@duckdb/node-api'
import { sql } from '../archive/sql'
import type { Attribute } from '../../preload/contract/trace'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { attributesOf } from '../queries/attributesOf'
import { cell, orNull, readRows } from '../queries/readRows'
import type { ExportedScope } from './ExportedSpan'
import { Redactor } from './Redactor'

export interface ExportedResource {
  serviceName: string
  attributes: Attribute[]
}

/** Resources and scopes of an archive, each read once for all the spans of an export that share it. */
export class SharedParts {
  readonly reader: ArchiveReader
  readonly redactor: Redactor
  readonly #resources = new Map<number, ExportedResource>()
  readonly #scopes = new Map<number, ExportedScope | null>()

  constructor(reader: ArchiveReader, redactor = new Redactor([])) {
    this.reader = reader
    this.redactor = redactor
  }

  resource(key: number): ExportedResource {
    return this.#resources.get(key) ?? NO_RESOURCE
  }

  /** Null for spans that tell none. */
  scope(key: number): ExportedScope | null {
    return this.#scopes.get(key) ?? null
  }

  /** Reads what is not known yet. */
  async readResources(keys: Iterable<number>, signal: AbortSignal): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#resources.has(key))
    if (missing.length === 0) return
    const statement = sql`SELECT resource_key, service_name, attributes, attribute_types FROM store.resources
      WHERE resource_key IN (SELECT unnest(${listValue(missing)}::INTEGER[]))`
    const rows = await readRows(this.reader.chunks(statement, signal), {
      key: cell.number,
      serviceName: cell.text,
      attributes: cell.map,
      types: cell.text,
    })
    for (const { key, serviceName, attributes, types } of rows) {
      this.#resources.set(key, {
        serviceName: this.redactor.service(serviceName),
        attributes: this.redactor.attributes('resources', attributesOf(attributes, types)),
      })
    }
  }

  async readScopes(keys: Iterable<number>, signal: AbortSignal): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#scopes.has(key))
    if (missing.length === 0) return
    const statement = sql`SELECT scope_key, name, version, attributes FROM store.scopes
      WHERE scope_key IN (SELECT unnest(${listValue(missing)}::INTEGER[]))`
    const rows = await readRows(this.reader.chunks(statement, signal), {
      key: cell.number,
      name: orNull(cell.text),
      version: orNull(cell.text),
      attributes: orNull(cell.map),
    })
    for (const { key, name, version, attributes } of rows) {
      const isTold = name !== null || version !== null || (attributes !== null && attributes.length > 0)
      const kept = this.redactor.attributes('scopes', attributesOf(attributes ?? [], ''))
      this.#scopes.set(key, isTold ? { name, version, attributes: kept } : null)
    }
  }
}

const NO_RESOURCE: ExportedResource = { serviceName: '', attributes: [] }
