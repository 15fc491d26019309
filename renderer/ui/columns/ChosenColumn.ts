import type { IntrinsicType } from '../../../preload/contract/traceql/ast'

/** A field that is shown as a column. */
export interface ChosenColumn {
  /** The field as TraceQL writes it. */
  field: string
  /** Of an intrinsic field, else null. */
  type: IntrinsicType | null
  /** The query's `select()` names it: it stays while that does. */
  isSelected: boolean
}
