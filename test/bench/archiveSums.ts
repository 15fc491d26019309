import { DuckDBInstance } from '@duckdb/node-api'

/** Sums over the tables of an archive, ours or a rival's: two that hold the same have the same. */
export async function archiveSums(archive: string): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(archive, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const [row = {}] = (await connection.runAndReadAll(SUMS)).getRowObjectsJson()
    return Object.fromEntries(Object.entries(row).map(([name, sum]) => [name, String(sum)]))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const SUMS = `
  SELECT count(*) AS spans, sum(depth) AS depths, sum(child_count) AS children, sum(self_time_ns) AS self_times,
    sum(duration_ns) AS durations, sum(cardinality(attributes)) AS attributes,
    sum(cardinality(resource_attributes)) AS resource_attributes, sum(length(name)) AS name_lengths,
    sum(length(service_name)) AS service_lengths, count(*) FILTER (status = 'error') AS errors,
    count(*) FILTER (is_orphan) AS orphans, bit_xor(hash(span_id, map_keys(attributes))) AS keys,
    (SELECT count(*) FROM traces) AS traces, (SELECT sum(duration_ns) FROM traces) AS trace_durations,
    (SELECT sum(service_count) FROM traces) AS services_in_traces,
    (SELECT count(*) FROM span_events) AS events, (SELECT count(*) FROM span_links) AS links
  FROM spans`
