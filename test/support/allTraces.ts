import type { TraceFilter } from '../../preload/contract/explorer'

/** The filter that lets every trace through. */
export const ALL_TRACES: TraceFilter = { query: '', from: null, to: null, limit: null, selection: null }
