import type { ExtractFormat } from '../../../preload/contract/extract'

/** What traces can be extracted as: its name, what it holds, and how such files end. */
export const FORMATS: Record<ExtractFormat, { title: string; note: string; extension: string }> = {
  archive: {
    title: 'Archive',
    note: 'Opens here and in DuckDB, with all that is known of the traces',
    extension: 'duckdb',
  },
  otlp: { title: 'OTLP JSON', note: 'All that was reported, logs included', extension: 'otlp.json' },
  jaeger: {
    title: 'Jaeger JSON',
    note: 'Times in microseconds, links without attributes, no logs',
    extension: 'jaeger.json',
  },
  zipkin: {
    title: 'Zipkin JSON',
    note: 'Times in microseconds, values as text, links as tags, no logs',
    extension: 'zipkin.json',
  },
}

/** The name of a file with traces of an archive, whose own name may hold what names of files cannot. */
export function extractName(archive: string, format: ExtractFormat): string {
  const stem = archive.replace(/(\.(duckdb|jsonl?|ndjson|otlp|gz|zst|zip|tar|pb))+$/i, '')
  const readable = stem
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${readable === '' ? 'traces' : readable}-extract.${FORMATS[format].extension}`
}
