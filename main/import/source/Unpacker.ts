/** Unpacks one stream, piece after piece. */
export interface Unpacker {
  /** What `piece` unpacks to, as far as it does. */
  unpack(piece: Uint8Array): Promise<Uint8Array[]>
  /** There are no more pieces: what is left. */
  end(): Promise<Uint8Array[]>
  /** The packed stream is over; `unpack` need not be called again. */
  readonly ended: boolean
  /** Of the piece given last, what is behind the end of the packed stream. */
  readonly rest: Uint8Array
  /** Why it cannot be unpacked any further. */
  readonly problem: string | null
  close(): void
}
