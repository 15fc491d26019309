/** Names that the outer fields of OTLP have, and have had, in camel and snake case. */
export const RESOURCE_SPANS = ['resourceSpans', 'resource_spans']
export const RESOURCE_LOGS = ['resourceLogs', 'resource_logs']
export const RESOURCE_METRICS = ['resourceMetrics', 'resource_metrics']
export const RESOURCE_PROFILES = ['resourceProfiles', 'resource_profiles']
export const SCOPE_SPANS = ['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans', 'instrumentation_library_spans']
export const SCOPE_LOGS = ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs', 'instrumentation_library_logs']
export const SCOPE_METRICS = [
  'scopeMetrics',
  'scope_metrics',
  'instrumentationLibraryMetrics',
  'instrumentation_library_metrics',
]
export const SCOPE = ['scope', 'instrumentationLibrary', 'instrumentation_library']
/** What Tempo's first API and Grafana call the resource spans. */
export const BATCHES = 'batches'
/** In which APIs wrap a document: Jaeger's `result`, `trace` of Tempo's second, `data`. */
export const WRAPPERS = ['result', 'trace', 'data']
