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
  decoder: (context: { head: Head; builder: SpanBatchBuilder; problems: DecodeProblems }) => WindowDecoder
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
  /**
   * A decoder which, started where this one stands, reads just what rows already decoded wait for; `settle` is to be
   * called when it has. Null when none wait (any longer).
   */
  lookAhead: () => { decoder: WindowDecoder; settle: () => void } | null
  /** To be called once, behind the last window or in place of it. */
  end: () => void
}
