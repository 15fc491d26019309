import { durationBucket } from './durationBucket'
import { humanizeDuration } from './humanizeDuration'
import type { Macro } from './Macro'
import { relativesOf } from './relatives'

/** All macros of an archive; they are part of the public schema. */
export const MACROS: Macro[] = [
  {
    name: 'ns_between',
    parameters: ['from_time', 'to_time'],
    returns: 'BIGINT',
    about: 'Nanoseconds from one moment to another; subtraction would cut them to microseconds.',
    example: 'ns_between(start_time, end_time)',
    body: 'epoch_ns(to_time) - epoch_ns(from_time)',
  },
  {
    name: 'bucket_ns',
    parameters: ['time', 'width_ns'],
    returns: 'TIMESTAMP_NS',
    about: 'The start of the bucket of that width, counted from the epoch, in which a moment lies.',
    example: 'bucket_ns(start_time, 60e9)',
    body: `make_timestamp_ns(
      epoch_ns("time") - ((epoch_ns("time") % width_ns::BIGINT) + width_ns::BIGINT) % width_ns::BIGINT)`,
  },
  {
    name: 'duration_bucket',
    parameters: ['duration_ns'],
    returns: 'BIGINT',
    about:
      'The lower edge, in nanoseconds, of the logarithmic bucket of a duration: ten buckets for each power of ten.',
    example: 'duration_bucket(duration_ns)',
    body: durationBucket('duration_ns'),
  },
  {
    name: 'humanize_duration',
    parameters: ['duration_ns'],
    returns: 'VARCHAR',
    about: 'A duration as people read it: 412 ns, 1.23 ms, 12.3 s, 2 m 05 s, 1 h 04 m, 3 d 07 h.',
    example: 'humanize_duration(duration_ns)',
    body: humanizeDuration('duration_ns'),
  },
  {
    name: 'attribute',
    parameters: ['attributes', 'key'],
    returns: 'VARCHAR',
    about: 'The value of one attribute as text, whatever its type was; NULL where it is absent.',
    example: "attribute(resource_attributes, 'k8s.pod.name')",
    body: 'attributes[key]::VARCHAR',
  },
  {
    name: 'attribute_number',
    parameters: ['attributes', 'key'],
    returns: 'DOUBLE',
    about: 'The value of one attribute as a number; NULL where it is absent or no number.',
    example: "attribute_number(attributes, 'http.response.status_code')",
    body: 'TRY_CAST(attributes[key] AS DOUBLE)',
  },
  {
    name: 'ancestors_of',
    parameters: ['of_trace_id', 'of_span_id'],
    returns: 'TABLE',
    about: 'The spans above a span up to its root: all columns of spans, behind distance, which is 1 for its parent.',
    example: "FROM ancestors_of('…', '…') ORDER BY distance",
    body: relativesOf('of_trace_id', 'of_span_id', 'other.place < one.place AND other.last_place >= one.place'),
  },
  {
    name: 'descendants_of',
    parameters: ['of_trace_id', 'of_span_id'],
    returns: 'TABLE',
    about: 'All spans below a span: all columns of spans, behind distance, which is 1 for its children.',
    example: "FROM descendants_of('…', '…') ORDER BY start_time",
    body: relativesOf('of_trace_id', 'of_span_id', 'other.place > one.place AND other.place <= one.last_place'),
  },
]

/** The statements that make them in the connection's present database, or for this connection alone. */
export function macroStatements(kind: '' | 'TEMP' = ''): string[] {
  return MACROS.map(({ name, parameters, returns, body }) => {
    const head = `CREATE OR REPLACE ${kind} MACRO ${name}(${parameters.map((each) => `"${each}"`).join(', ')}) AS`
    return returns === 'TABLE' ? `${head} TABLE ${body}` : `${head} ${body}`
  })
}
