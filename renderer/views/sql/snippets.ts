import { snippetCompletion, type Completion } from '@codemirror/autocomplete'

/** Parts of statements that are written again and again; Tab goes from one gap to the next. */
const SNIPPETS: { label: string; detail: string; text: string }[] = [
  {
    label: 'slowest',
    detail: 'the slowest spans of a service',
    text: "SELECT trace_id, span_id, name, start_time, duration_ns\nFROM spans\nWHERE service_name = '${service}'\nORDER BY duration_ns DESC NULLS LAST\nLIMIT ${100}",
  },
  {
    label: 'percentiles',
    detail: 'median, p95 and p99 of durations',
    text: 'quantile_disc(duration_ns, 0.5) AS median_ns,\nquantile_disc(duration_ns, 0.95) AS p95_ns,\nquantile_disc(duration_ns, 0.99) AS p99_ns${}',
  },
  {
    label: 'per_minute',
    detail: 'spans and failures over time',
    text: "SELECT bucket_ns(start_time, ${60_000_000_000}) AS minute, count(*) AS spans,\n  count(*) FILTER (status = 'error') AS errors\nFROM spans\nGROUP BY ALL\nORDER BY minute",
  },
  {
    label: 'by_attribute',
    detail: 'spans by the value of an attribute',
    text: "SELECT attributes['${http.route}'] AS value, count(*) AS spans\nFROM spans\nGROUP BY ALL\nORDER BY spans DESC",
  },
  {
    label: 'parents',
    detail: 'spans with those that called them',
    text: 'FROM spans child\nJOIN spans parent ON parent.trace_id = child.trace_id AND parent.span_id = child.parent_span_id${}',
  },
  { label: 'case_when', detail: 'CASE … END', text: 'CASE WHEN ${condition} THEN ${value} ELSE ${other} END' },
  {
    label: 'with_cte',
    detail: 'a part with a name',
    text: 'WITH ${part} AS (\n  ${SELECT 1}\n)\nSELECT *\nFROM ${part}',
  },
  {
    label: 'over_window',
    detail: 'a window over the spans of a trace',
    text: '${row_number()} OVER (PARTITION BY trace_id ORDER BY start_time)',
  },
]

export const snippets: Completion[] = SNIPPETS.map(({ label, detail, text }) =>
  snippetCompletion(text, { label, detail, type: 'text', boost: -0.5 }),
)
