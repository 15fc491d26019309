import { Deferred } from '../../columns/Deferred'
import { KeyTable } from '../../columns/KeyTable'
import { type Resource, UNKNOWN_RESOURCE } from '../../columns/Resource'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { FieldNames } from '../../json/FieldNames'
import { JsonInterner } from '../../json/JsonInterner'
import { skipNull } from '../../json/readText'
import type { JaegerModel } from './JaegerModel'
import { KnownProcesses } from './KnownProcesses'
import { readProcess } from './readProcess'

const ENTRY = new FieldNames([['processId', 'process_id'], 'process'])

const LETTER_P = 0x70
const ZERO = 0x30
const NINE = 0x39

/** The processes of one trace, by their ids, and those which stand in the spans themselves. */
export class Processes {
  /** Of spans which tell none. */
  unnamed = new Deferred<Resource>()
  private readonly model: JaegerModel
  private readonly ids = new KeyTable()
  /** Those with ids as Jaeger gives them, `p1` and so on, and those with others. */
  private numbered: Deferred<Resource>[] = []
  private named: Deferred<Resource>[] = []
  private readonly known = new KnownProcesses()
  private readonly contents = new JsonInterner<Resource>()
  private readonly inline = new JsonInterner<Deferred<Resource>>()

  constructor(model: JaegerModel) {
    this.model = model
  }

  /** Forgets all: another trace begins. */
  begin(): void {
    this.ids.clear()
    this.numbered = []
    this.named = []
    this.unnamed = new Deferred()
  }

  /** No more processes will be told. */
  settle(): void {
    this.unnamed.content ??= UNKNOWN_RESOURCE
    for (const each of [this.numbered, this.named]) each.forEach((process) => (process.content ??= UNKNOWN_RESOURCE))
  }

  /** Reads the id of a process, which may be told later; null for none. */
  readId(reader: JsonReader): Deferred<Resource> | null {
    if (skipNull(reader)) return null
    if (reader.peek() === QUOTE) return this.namedAt(reader)
    reader.skipValue()
    return null
  }

  /** Reads a process that stands in a span; null for none. */
  readInline(reader: JsonReader): Deferred<Resource> | null {
    if (reader.peek() === OPEN_BRACE)
      return this.inline.read(reader, () => new Deferred(readProcess(reader, this.model)))
    reader.skipValue()
    return null
  }

  /** Reads the process of all spans which tell none themselves. */
  readCommon(reader: JsonReader): void {
    if (reader.peek() === OPEN_BRACE) this.unnamed.content = this.readContent(reader)
    else reader.skipValue()
  }

  /** Reads an object of processes by their ids. */
  readAll(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    reader.position++
    if (reader.peek() === CLOSE_BRACE) {
      reader.position++
      return
    }
    for (;;) {
      if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
      const process = this.namedAt(reader)
      reader.expect(COLON)
      if (reader.peek() === OPEN_BRACE) process.content = this.readContent(reader)
      else reader.skipValue()
      const next = reader.peek()
      if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
      reader.position++
      if (next === CLOSE_BRACE) return
    }
  }

  /** Reads one entry of a list of processes with their ids. */
  readEntry(reader: JsonReader): void {
    let named: Deferred<Resource> | null = null
    let content: Resource | null = null
    for (let field = reader.firstField(ENTRY); field !== NO_MORE_FIELDS; field = reader.nextField(ENTRY)) {
      if (field === 0) named = this.readId(reader)
      else if (field === 1 && reader.peek() === OPEN_BRACE) content = this.readContent(reader)
      else reader.skipValue()
    }
    if (named !== null) named.content = content
  }

  /** The process whose id follows, at its opening quote. */
  private namedAt(reader: JsonReader): Deferred<Resource> {
    const number = readNumber(reader)
    if (number >= 0) return (this.numbered[number] ??= new Deferred<Resource>())
    const start = reader.position + 1
    let id = this.ids.expected(reader.bytes, reader.view, start, reader.end)
    if (id >= 0) reader.position = start + (this.ids.length[id] ?? 0) + 1
    else {
      reader.scanString()
      id = this.ids.intern(reader.token, reader.tokenStart, reader.tokenEnd)
    }
    return (this.named[id] ??= new Deferred<Resource>())
  }

  private readContent(reader: JsonReader): Resource {
    const known = this.known.find(reader)
    if (known !== null) return known
    const start = reader.position
    const content = this.contents.read(reader, () => readProcess(reader, this.model))
    this.known.keep(reader, start, content)
    return content
  }
}

/** Reads an id that is a `p` and a number of up to four digits. Returns −1, and stays, for another one. */
function readNumber(reader: JsonReader): number {
  const { bytes, position } = reader
  if (bytes[position + 1] !== LETTER_P || bytes[position + 2] === ZERO) return -1
  let at = position + 2
  let number = 0
  for (; (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE; at++) number = number * 10 + (bytes[at] ?? 0) - ZERO
  const digits = at - position - 2
  if (bytes[at] !== QUOTE || digits === 0 || digits > 4) return -1
  reader.position = at + 1
  return number
}
