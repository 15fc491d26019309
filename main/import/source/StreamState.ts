/** Why a packed stream or an archive gave only a part of what it holds, or not what it promised. */
export interface StreamDamage {
  code:
    | 'truncated'
    | 'damaged_stream'
    | 'damaged_archive'
    | 'trailing_bytes'
    /** It unpacks to so much that it can only be meant to do harm. */
    | 'bomb'
    /** It is packed in a way that is not read here. */
    | 'unsupported'
  message: string
}

/** What is known of a stream of bytes on its way from the disk. */
export class StreamState {
  /** Bytes of it that have been read, as they are packed. */
  bytesRead = 0
  #damage: StreamDamage | null = null

  /** What was found to be wrong first. */
  get damage(): StreamDamage | null {
    return this.#damage
  }

  note(damage: StreamDamage): void {
    this.#damage ??= damage
  }
}
