import { untrack } from 'svelte'
import type { Session } from '../../../state/session.svelte'
import type { TraceState } from '../trace.svelte'

/** Compares the clocks of a trace in which spans lie outside their parents. To be called while a component is built. */
export function followClocks(traceOf: () => TraceState, session: Session): void {
  $effect(() => {
    const trace = traceOf()
    const { archive } = session
    const { traceId } = trace.time.recorded
    if (!trace.measure.problems.some(({ problem }) => problem === 'outside_parent')) return
    untrack(
      () => void trace.time.clocks.look(archive, (signal) => session.ask('trace.clocks', { traceId }, { signal })),
    )
  })
}
