/** Thrown by a reader whose bytes end within a value, when more are to come. */
class WindowEnd extends Error {
  constructor() {
    super('the window ends within a value')
    this.name = 'WindowEnd'
  }
}

export const WINDOW_END = new WindowEnd()

/** The text is not JSON, at byte `offset` of the unwrapped file. */
export class JsonFault extends Error {
  readonly offset: number
  /** The text ends where something had to follow. */
  readonly atEnd: boolean
  constructor(message: string, offset: number, atEnd: boolean) {
    super(message)
    this.name = 'JsonFault'
    this.offset = offset
    this.atEnd = atEnd
  }
}

/** JSON, but not a record that can be taken. */
export class RecordFault extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'RecordFault'
    this.code = code
  }
}
