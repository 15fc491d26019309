import { untrack } from 'svelte'
import { rowOfSpanId, spanIdAt } from '../../../../preload/contract/spanIds'
import type { Session } from '../../../state/session.svelte'
import type { TraceState } from '../trace.svelte'
import { settle } from './settle'
import { zoomFromAddress, zoomOf } from './zoomInAddress'

/**
 * Keeps in the address which branch, which stretch of time and which rows of a trace are shown, and follows the address
 * where it changes. Branches are steps that Back undoes; all else is written over. To be called while a component is
 * built.
 *
 * @param write changes parameters of the address, and names the stretch of time with each change.
 */
export function followPlace(
  traceOf: () => TraceState,
  session: Session,
  write: (changes: Record<string, string>, replace?: boolean) => void,
): void {
  const root = $derived(session.route.parameters.get('root') ?? '')
  const zoom = $derived(session.route.parameters.get('zoom') ?? '')
  const collapsed = $derived(session.route.parameters.get('collapsed') ?? '')
  const folds = $derived(session.route.parameters.get('folds') ?? '')
  const rootId = $derived(spanIdAt(traceOf().columns.spanIds, traceOf().root) ?? '')
  const shownZoom = $derived(zoomOf(traceOf()))
  /** What the rows were when they last agreed with the address. */
  let rows = { collapsed: '', folds: '' }
  let isNew = true

  $effect(() => {
    const wanted = { collapsed, folds }
    untrack(() => {
      if (wanted.collapsed === rows.collapsed && wanted.folds === rows.folds) return
      rows = wanted
      traceOf().showRows(wanted)
    })
  })

  $effect(() => {
    const trace = traceOf()
    void trace.rows
    if (!trace.isRearranged) return
    return settle(() => {
      rows = trace.rowsInAddress
      if (rows.collapsed !== collapsed || rows.folds !== folds) write(rows)
    })
  })

  $effect(() => {
    const wanted = { root, zoom }
    untrack(() => {
      const trace = traceOf()
      if (wanted.root !== rootId) showBranch(trace, wanted.root)
      // A trace that was looked at before is shown as it was left, unless the address says otherwise.
      if (wanted.zoom !== shownZoom && !(isNew && wanted.zoom === '')) {
        const range = zoomFromAddress(wanted.zoom)
        if (range) trace.time.lookAtReal(range)
        else trace.showAllTime()
      }
      isNew = false
    })
  })

  $effect(() => {
    const shown = rootId
    untrack(() => {
      if (shown !== root) write({ root: shown }, false)
    })
  })

  $effect(() => {
    if (shownZoom !== untrack(() => zoom)) return settle(() => write({}))
  })

  function showBranch(trace: TraceState, spanId: string) {
    const row = rowOfSpanId(trace.columns.spanIds, spanId)
    trace.showBranch(row)
    if (row < 0 && spanId !== '') write({ root: '' })
  }
}
