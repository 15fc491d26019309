import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'
import { ROW_HEIGHT } from '../layout'
import type { TraceState } from '../trace.svelte'
import type { MarkQuestions } from './rowMarks.svelte'

/** Rows that scroll by are not asked for. */
const SETTLE_MS = 60

/** Asks for the marks of the rows in sight, once they rest. To be called while a component is built. */
export function followRows(traceOf: () => TraceState, session: Session): void {
  let archive = session.archive

  $effect(() => {
    const trace = traceOf()
    const first = Math.floor(trace.offset / ROW_HEIGHT)
    const last = Math.ceil((trace.offset + trace.viewHeight) / ROW_HEIGHT)
    const rows = trace.rows.slice(first, last).filter((row) => !trace.missing.has(row))
    const renewed = session.archive !== archive
    archive = session.archive
    if (rows.length === 0) return
    const endWork = startWork()
    const timer = setTimeout(() => {
      endWork()
      if (renewed) trace.marks.forget()
      void trace.marks.look(rows, questions(trace.columns.traceId, session))
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      endWork()
    }
  })
}

function questions(traceId: string, session: Session): MarkQuestions {
  return {
    marks: (spanIds, signal) => session.ask('trace.marks', { traceId, spanIds }, { signal }),
    durations: (operations, signal) => session.ask('operations.durations', { operations }, { signal }),
  }
}
