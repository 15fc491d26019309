import type { TraceColumns } from '../../../../preload/contract/trace'
import { ERROR } from '../measureTrace'
import type { Slices } from '../Slices'

/**
 * Calls merged by their path: spans of the same service and operation under the same ancestors are one node. Parents come
 * before their children.
 */
export interface FlameTree {
  /** −1 at a root. */
  parent: Int32Array
  /** Index into the operations: see `operationsOf`. */
  operation: Int32Array
  /** Nanoseconds in the node's spans outside of their children, added up. */
  self: Float64Array
  /** The same of the node and all below it. What ran side by side counts as often as it ran, so that children never exceed their parent. */
  total: Float64Array
  spans: Int32Array
  errors: Int32Array
  /** Spans that match the query. */
  matched: Int32Array
  /** The first span of the node: a row of the trace. */
  row: Int32Array
}

export interface Operations {
  /** Of each span. */
  index: Int32Array
  /** Of each operation: a row that has it, which tells service and name. */
  row: Int32Array
}

/** Numbers the pairs of service and name that occur. */
export function operationsOf({ spanCount, service, services, name, names }: TraceColumns): Operations {
  const pairs = services.length * names.length
  const numbers = pairs <= 4 * spanCount ? new NumberTable(pairs) : new Map<number, number>()
  const index = new Int32Array(spanCount)
  const rows: number[] = []
  for (let row = 0; row < spanCount; row++) {
    const key = (service[row] ?? 0) * names.length + (name[row] ?? 0)
    let number = numbers.get(key)
    if (number === undefined) {
      numbers.set(key, (number = rows.length))
      rows.push(row)
    }
    index[row] = number
  }
  return { index, row: Int32Array.from(rows) }
}

/** What a map of small numbers does, many times as fast. */
class NumberTable {
  readonly #values: Int32Array

  constructor(size: number) {
    this.#values = new Int32Array(size).fill(-1)
  }

  get(key: number): number | undefined {
    const value = this.#values[key] ?? -1
    return value < 0 ? undefined : value
  }

  set(key: number, value: number): void {
    this.#values[key] = value
  }
}

/** Merges the spans of a trace by their path. `matched` has a one for each row that matches. Linear. */
export async function mergeSpans(
  columns: TraceColumns,
  operations: Operations,
  matched: Uint8Array,
  slices: Slices,
): Promise<FlameTree> {
  const tree = new TreeBuilder(operations.row.length)
  const nodeOf = new Int32Array(columns.spanCount)
  await slices.each(columns.spanCount, (row) => {
    const above = columns.parent[row] ?? -1
    const node = tree.childOf(above < 0 ? -1 : (nodeOf[above] ?? -1), operations.index[row] ?? 0, row)
    nodeOf[row] = node
    const self = columns.selfTime[row] ?? NaN
    tree.add(node, self > 0 ? self : 0, 1, columns.status[row] === ERROR ? 1 : 0, matched[row] ?? 0)
  })
  return tree.finish()
}

/** Makes a tree node by node. */
export class TreeBuilder {
  readonly #operationCount: number
  readonly #places = new Map<number, number>()
  readonly #parent: number[] = []
  readonly #operation: number[] = []
  readonly #self: number[] = []
  readonly #spans: number[] = []
  readonly #errors: number[] = []
  readonly #matched: number[] = []
  readonly #row: number[] = []

  constructor(operationCount: number) {
    this.#operationCount = operationCount
  }

  /** The node of an operation under another node (−1: among the roots), made when there is none; `row` is then its first span. */
  childOf(parent: number, operation: number, row: number): number {
    const key = (parent + 1) * this.#operationCount + operation
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const node = this.#parent.length
    this.#places.set(key, node)
    this.#parent.push(parent)
    this.#operation.push(operation)
    this.#row.push(row)
    for (const column of [this.#self, this.#spans, this.#errors, this.#matched]) column.push(0)
    return node
  }

  add(node: number, self: number, spans: number, errors: number, matched: number): void {
    this.#self[node] = (this.#self[node] ?? 0) + self
    this.#spans[node] = (this.#spans[node] ?? 0) + spans
    this.#errors[node] = (this.#errors[node] ?? 0) + errors
    this.#matched[node] = (this.#matched[node] ?? 0) + matched
  }

  finish(): FlameTree {
    const total = new Float64Array(this.#self)
    for (let node = total.length - 1; node >= 0; node--) {
      const above = this.#parent[node] ?? -1
      if (above >= 0) total[above] = (total[above] ?? 0) + (total[node] ?? 0)
    }
    return {
      parent: new Int32Array(this.#parent),
      operation: new Int32Array(this.#operation),
      self: new Float64Array(this.#self),
      total,
      spans: new Int32Array(this.#spans),
      errors: new Int32Array(this.#errors),
      matched: new Int32Array(this.#matched),
      row: new Int32Array(this.#row),
    }
  }
}
