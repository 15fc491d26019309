/** The clock of a host, compared with that of the host which the trace begins at. */
export interface HostClock {
  host: string
  spanCount: number
  /** Nanoseconds to be added to its times; 0 where nothing says that it is wrong. */
  offsetNs: number
}

/**
 * What the hosts' clocks make of a trace's times. The columns have the rows of `trace.columns`, whose order stays; they
 * are empty when no clock is wrong.
 */
export interface TraceClocks {
  hosts: HostClock[]
  /** Index into `hosts`. */
  host: Int32Array
  /** As in `TraceColumns`, with the times moved. */
  start: Float64Array
  selfTime: Float64Array
  criticalPath: Float64Array
}
