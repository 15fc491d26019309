import type { SpanKind } from '../../../preload/contract/trace'

/** Each kind of span in a word, and as a mark of 12 × 12 pixels (an SVG path); none where it says nothing. */
export const KIND_MARKS: Record<SpanKind, { path: string; words: string }> = {
  unspecified: { path: '', words: 'unspecified kind' },
  internal: { path: '', words: 'internal' },
  server: { path: 'M1.5 6h6M5 3.2 7.8 6 5 8.8M10.5 1.5v9', words: 'server' },
  client: { path: 'M1.5 1.5v9M4.2 6h6M7.6 3.2 10.4 6 7.6 8.8', words: 'client' },
  producer: { path: 'M1.5 8v2.5h9V8M6 7.5v-6M3.4 4.1 6 1.5l2.6 2.6', words: 'producer' },
  consumer: { path: 'M1.5 8v2.5h9V8M6 1.5v6M3.4 4.9 6 7.5l2.6-2.6', words: 'consumer' },
}
