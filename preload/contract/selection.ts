import { z } from 'zod'

/** Names spans that the result of a statement has selected, for as long as the program keeps them. */
export const selectionId = z.string().regex(/^[0-9a-f]{16}$/)

/** What is known of a selection: how many spans of the archive it holds, and of how many traces. */
export interface SpanSelection {
  id: string
  spanCount: number
  traceCount: number
  /** The statement whose result was selected. */
  statement: string
}
