import type { TraceFilter } from '../../preload/contract/explorer'

/** The filter that lets every trace through. */
export const ALL_TRACES: TraceFilter = {
  serviceName: null,
  operation: null,
  minDurationNs: null,
  maxDurationNs: null,
  errorsOnly: false,
  query: '',
  traceId: '',
  from: null,
  to: null,
}
