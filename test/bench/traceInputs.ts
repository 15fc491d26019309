import type { InputFile } from './inputs/makeInputs.ts'
import { writeTraceShape, type TraceShape } from './inputs/writeTraceShape.ts'

/** The names that `--only` takes. */
export const TRACE_INPUTS = ['tree-10k', 'tree-100k', 'chain-100k', 'services-100k', 'tree-1m', 'wide-1m'] as const

export type TraceInputName = (typeof TRACE_INPUTS)[number]

/** Jaeger documents of one trace each. */
export const traceInputs: Record<TraceInputName, InputFile> = {
  'tree-10k': input('tree', 10_000, 'random tree, 10 k spans'),
  'tree-100k': input('tree', 100_000, 'random tree, 100 k spans'),
  'chain-100k': input('chain', 100_000, 'chain, 100,000 deep'),
  'services-100k': input('services', 100_000, '1,000 services, 100 k spans'),
  'tree-1m': input('tree', 1_000_000, 'random tree, 1 M spans'),
  'wide-1m': input('wide', 1_000_000, 'one parent of 1 M children'),
}

function input(shape: TraceShape, spans: number, title: string): InputFile {
  return {
    title,
    file: `trace-${shape}-${spans}.json`,
    spans,
    bytesPerSpan: 480,
    write: (path, spanCount) => writeTraceShape(path, spanCount, shape),
  }
}
