/** A span of the made-up shop whose exports are measured. Times are nanoseconds after `SHOP_START_SECONDS`. */
export interface ShopSpan {
  /** Counts the traces from 0. */
  trace: number
  traceId: string
  spanId: string
  /** '' for a root. */
  parentSpanId: string
  /** Index into `SHOP_SERVICES`. */
  service: number
  /** Counts the spans from 0. */
  number: number
  name: string
  /** As OTLP numbers kinds. */
  kind: number
  start: number
  end: number
  isError: boolean
}

export const SHOP_START_SECONDS = 1_700_000_000
export const SHOP_SERVICES = ['web', 'cart', 'checkout', 'payment', 'stock', 'shipping', 'search', 'accounts'] as const

/** How many spans the traces have, over and over: 240 in sixteen traces. */
const TRACE_SIZES = [15, 11, 20, 13, 18, 10, 16, 12, 19, 14, 17, 10, 20, 15, 13, 17]
/** Nanoseconds from the start of one trace to the next. */
const TRACE_INTERVAL = 1_234_567
const OPERATIONS = Array.from({ length: 60 }, (_, index) => `operation-${index}`)
const KINDS = [2, 3, 1]

/**
 * The first `spanCount` spans of the shop, trace by trace: each a binary tree over all eight services, whose later
 * children overlap, a tenth of the spans errors. The same number gives the same spans.
 */
export function* shopTraces(spanCount: number): Generator<ShopSpan[]> {
  let first = 0
  for (let trace = 0; first < spanCount; trace++) {
    const count = Math.min(TRACE_SIZES[trace % TRACE_SIZES.length] ?? 1, spanCount - first)
    yield shopTrace(trace, first, count)
    first += count
  }
}

function shopTrace(trace: number, first: number, count: number): ShopSpan[] {
  const spans: ShopSpan[] = []
  const traceId = hex(trace, 1) + hex(trace, 2) + hex(trace, 3) + hex(trace, 4)
  for (let index = 0; index < count; index++) {
    const number = first + index
    const parent = index === 0 ? undefined : spans[(index - 1) >> 1]
    const length = parent
      ? Math.floor((parent.end - parent.start) * 0.55)
      : 40_000_000 + (scatter(trace, 7) % 20_000_000)
    const late = index % 2 === 0 ? 0.35 : 0.05
    const start = parent
      ? parent.start + Math.floor(late * length) + (scatter(number, 8) % 1_000)
      : trace * TRACE_INTERVAL
    spans.push({
      trace,
      traceId,
      spanId: spanIdOf(number),
      parentSpanId: parent?.spanId ?? '',
      service: (trace + ((index + 1) >> 1)) % SHOP_SERVICES.length,
      number,
      name: OPERATIONS[scatter(number, 9) % OPERATIONS.length] ?? '',
      kind: KINDS[index % KINDS.length] ?? 1,
      start,
      end: start + length,
      isError: number % 10 === 9,
    })
  }
  return spans
}

function spanIdOf(number: number): string {
  return hex(number, 5) + hex(number, 6)
}

/** Nanoseconds after the start as the text of nanoseconds since the epoch. */
export function shopTime(offset: number): string {
  const seconds = Math.floor(offset / 1e9)
  return `${SHOP_START_SECONDS + seconds}${String(offset - seconds * 1e9).padStart(9, '0')}`
}

/** A number below 2^32 that looks random: a bijection of `number` for each `stream`. */
export function scatter(number: number, stream: number): number {
  let mixed = (number + Math.imul(stream, 0x9e3779b9)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const HEX = Array.from({ length: 1 << 16 }, (_, value) => value.toString(16).padStart(4, '0'))

/** Eight digits. */
function hex(number: number, stream: number): string {
  const mixed = scatter(number, stream)
  return `${HEX[mixed >>> 16]}${HEX[mixed & 0xffff]}`
}
