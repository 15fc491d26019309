import type { SpanBatch } from '../SpanBatch'
import { CellInterner } from './CellInterner'
import { gatherAttributes, gatherText } from './gatherCells'
import type { AttributeCells, TextCells } from '../SpanBatch'

/** The numbers that the rows of one batch get in the staging database. */
export interface BatchKeys {
  /** Row number of the batch's first span. */
  firstRow: number
  /** For each resource and scope of the batch the number of its equal in the staging database. */
  resources: Int32Array
  scopes: Int32Array
  /** Those which are not there yet. */
  newResources: { key: Int32Array; serviceName: TextCells; attributes: AttributeCells }
  newScopes: { key: Int32Array; name: TextCells; version: TextCells; attributes: AttributeCells }
}

/** Numbers spans, resources and scopes over all batches; equal resources share a number. */
export class BatchNumbering {
  #nextRow: number
  readonly #resources = new CellInterner()
  readonly #scopes = new CellInterner()

  constructor(firstRow: number) {
    this.#nextRow = firstRow
  }

  get spanCount(): number {
    return this.#nextRow
  }

  number(batch: SpanBatch): BatchKeys {
    const { text, resources, scopes } = batch
    const firstRow = this.#nextRow
    this.#nextRow += batch.count
    const resource = this.#resources.intern(text, resources.count, [resources.serviceName], resources.attributes)
    const scope = this.#scopes.intern(text, scopes.count, [scopes.name, scopes.version], scopes.attributes)
    return {
      firstRow,
      resources: resource.keys,
      scopes: scope.keys,
      newResources: {
        key: resource.newKeys,
        serviceName: gatherText(resources.serviceName, resource.newRows),
        attributes: gatherAttributes(resources.attributes, resource.newRows),
      },
      newScopes: {
        key: scope.newKeys,
        name: gatherText(scopes.name, scope.newRows),
        version: gatherText(scopes.version, scope.newRows),
        attributes: gatherAttributes(scopes.attributes, scope.newRows),
      },
    }
  }
}
