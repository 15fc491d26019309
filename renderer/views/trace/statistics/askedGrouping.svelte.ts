import type { TraceValues } from '../../../../preload/contract/attributes'
import type { TraceColumns } from '../../../../preload/contract/trace'
import { Asking } from '../../../state/asking.svelte'
import type { Session } from '../../../state/session.svelte'
import { columnGrouping, isColumnField, valueGrouping, type Grouping } from './grouping'

/** What the spans of a trace are grouped by: known from its columns, or asked of the archive. */
export class AskedGrouping {
  /** Undefined until it is known. */
  grouping = $state.raw<Grouping | undefined>()
  readonly asking = new Asking<TraceValues>()

  async show(session: Session, columns: TraceColumns, field: string): Promise<void> {
    this.asking.cancel()
    this.asking.failure = undefined
    if (isColumnField(field)) {
      this.grouping = columnGrouping(field, columns)
      return
    }
    const { traceId } = columns
    const values = await this.asking.ask((signal) => session.ask('trace.values', { traceId, field }, { signal }))
    if (values) this.grouping = valueGrouping(field, values)
    if (this.asking.failure) this.grouping = undefined
  }
}
