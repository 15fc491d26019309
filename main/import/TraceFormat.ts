import type { DecodedPart } from './decodeFile'
import type { DecodeProblems } from './DecodeProblems'
import type { Head } from './Head'
import type { SpanBatchBuilder } from './SpanBatchBuilder'

/** One kind of trace export: one file in `formats/` and its line in `formats/index.ts`. */
export interface TraceFormat {
  /** As `files.format` shows it. */
  name: string
  /** For people. */
  title: string
  /** Looks at the content's beginning only. Of all formats at most one may say yes. */
  recognises: (head: Head) => boolean
  decoder: (context: DecoderContext) => WindowDecoder
}

/** What a decoder works with: the file's beginning, and where spans and problems go. */
export interface DecoderContext {
  head: Head
  builder: SpanBatchBuilder
  problems: DecodeProblems
}

/** Decodes one file, window by window. */
export interface WindowDecoder {
  /** Nothing more is to be read. */
  readonly finished: boolean
  /**
   * Decodes bytes [start, end) of `window`, which begins at offset `base` of the unwrapped file, as far as
   * it can, and returns up to where: the next call begins there, with more bytes behind. The byte at `end` must be writable.
   */
  decode: (window: Buffer, start: number, end: number, base: number, final: boolean) => number
  /** What it stands before does not fit into the largest window: begin to skip it. Returns as `decode`. */
  giveUp: () => number
  /** To be called once, behind the last window or in place of it. */
  end: () => void
  /** Decodes a part of a file; to be called before the first window. Decoders without it know no parts. */
  readPart?: (part: DecodedPart) => void
  /** The part ended before another one. */
  readonly stoppedEarly?: boolean
  /** Where a part may begin, as far as what was decoded by now tells; null as long as it does not. */
  readonly splitPoint?: SplitPoint | null
  /** Line ends behind which values begin, where each value has a line of its own. */
  readonly linesRead?: number
}

/** At what places of a file a decoder can begin: at lines, or at elements of a list which `path` leads to. */
export type SplitPoint = { kind: 'lines' } | ElementsPoint

export interface ElementsPoint {
  kind: 'elements'
  /** Numbers of fields from the top of a document down, `ELEMENT` for an element of a list. */
  path: number[]
  /** What such an element begins with: its bracket, its first key, and its second one where that must tell. */
  opening: Uint8Array
  secondKey: string | null
}

export const ELEMENT = -1
