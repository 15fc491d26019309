import { joinAttributes } from './columns/AttributeSet'
import { type Deferred, DeferredList } from './columns/Deferred'
import { EventColumns } from './columns/EventColumns'
import { LinkColumns } from './columns/LinkColumns'
import { LogColumns } from './columns/LogColumns'
import { type Resource, type Scope, UNKNOWN_RESOURCE } from './columns/Resource'
import { SpanColumns } from './columns/SpanColumns'
import { TextArena } from './columns/TextArena'
import type { SpanBatch, TextCells } from './SpanBatch'

const MOST_IDLE_BYTES = 64 << 20
const MOST_KEYS = 1 << 16

/**
 * Fills batches: a decoder begins a span or a log record, writes its columns, and ends it, or rolls it back.
 * Hands on a batch whenever one is full, except while a decoder holds it because rows lack their resource.
 */
export class SpanBatchBuilder {
  readonly text = new TextArena(1 << 20)
  readonly spans = new SpanColumns(this.text)
  readonly events = new EventColumns(this.text)
  readonly links = new LinkColumns(this.text)
  readonly logs = new LogColumns(this.text)
  /** `files.file_id` of the rows that follow. */
  file = 0
  /** Spans of all batches. */
  spanTotal = 0
  /** Spans in the batch that is being filled. */
  count = 0
  private readonly emit: (batch: SpanBatch) => void
  private readonly rowsPerBatch: number
  private readonly bytesPerBatch: number
  private readonly resources = new DeferredList<Resource>()
  private readonly scopes = new DeferredList<Scope>()
  private held = false
  /** What stays on a roll-back. */
  private kept = {
    text: 0,
    events: 0,
    links: 0,
    attributes: 0,
    eventAttributes: 0,
    linkAttributes: 0,
    logAttributes: 0,
  }

  constructor(emit: (batch: SpanBatch) => void, options: { rowsPerBatch?: number; bytesPerBatch?: number } = {}) {
    this.emit = emit
    this.rowsPerBatch = options.rowsPerBatch ?? 4096
    this.bytesPerBatch = options.bytesPerBatch ?? 8 << 20
  }

  /** Begins a span and returns its row. Events and links begun until `endSpan` belong to it. */
  beginSpan(): number {
    this.spans.begin(this.count)
    return this.count
  }

  endSpan(resource: Deferred<Resource>, scope: Deferred<Scope> | null): void {
    const row = this.count++
    this.spanTotal++
    this.spans.file[row] = this.file
    this.spans.resource[row] = this.resources.rowOf(resource)
    if (scope !== null) this.spans.scope[row] = this.scopes.rowOf(scope)
    this.keep()
  }

  /** Begins a log record and returns its row. */
  beginLog(): number {
    this.logs.begin(this.logs.count)
    return this.logs.count
  }

  endLog(resource: Deferred<Resource>): void {
    this.logs.resource[this.logs.count++] = this.resources.rowOf(resource)
    this.keep()
  }

  /** Drops what was written since the last `endSpan` or `endLog`. */
  rollBack(): void {
    const { kept } = this
    this.text.length = kept.text
    this.events.count = kept.events
    this.links.count = kept.links
    this.spans.attributes.count = kept.attributes
    this.events.attributes.count = kept.eventAttributes
    this.links.attributes.count = kept.linkAttributes
    this.logs.attributes.count = kept.logAttributes
  }

  /** From now on rows may lack the content of their resource or scope: nothing is handed on until `release`. */
  hold(): void {
    this.held = true
  }

  release(): void {
    if (!this.held) return
    this.held = false
    this.handOnIfFull()
  }

  /** Bytes of text that wait for `release`; 0 while nothing is held. */
  get heldBytes(): number {
    return this.held ? this.text.length : 0
  }

  /** Hands on what there is. */
  flush(): void {
    this.rollBack()
    if (this.count > 0 || this.logs.count > 0) this.emit(this.takeBatch())
    this.clear()
  }

  private keep(): void {
    const { kept } = this
    kept.text = this.text.length
    kept.events = this.events.count
    kept.links = this.links.count
    kept.attributes = this.spans.attributes.count
    kept.eventAttributes = this.events.attributes.count
    kept.linkAttributes = this.links.attributes.count
    kept.logAttributes = this.logs.attributes.count
    this.handOnIfFull()
  }

  private handOnIfFull(): void {
    if (this.held) return
    const { count, logs, text, rowsPerBatch } = this
    if (count >= rowsPerBatch || logs.count >= rowsPerBatch || text.length >= this.bytesPerBatch) this.flush()
    else if (this.spans.attributes.keys.count > MOST_KEYS) this.flush()
  }

  private clear(): void {
    this.count = 0
    this.text.length = 0
    if (this.text.bytes.length > MOST_IDLE_BYTES) this.text.bytes = new Uint8Array(1 << 20)
    this.spans.attributes.clear()
    this.events.clear()
    this.links.clear()
    this.logs.clear()
    this.resources.clear()
    this.scopes.clear()
    this.kept = { text: 0, events: 0, links: 0, attributes: 0, eventAttributes: 0, linkAttributes: 0, logAttributes: 0 }
  }

  private takeBatch(): SpanBatch {
    const { count, spans, events, links, logs, text } = this
    const keyBases = [spans, events, links, logs].map(({ attributes }) => {
      const base = text.length
      text.appendBytes(attributes.keys.text.bytes, 0, attributes.keys.text.length)
      return base
    })
    const [spanKeys = 0, eventKeys = 0, linkKeys = 0, logKeys = 0] = keyBases
    const { contents: resources, places: resourcePlaces } = this.resources.resolve()
    const { contents: scopes, places: scopePlaces } = this.scopes.resolve()
    const unknown = resources.length
    if (resourcePlaces.includes(-1)) resources.push(UNKNOWN_RESOURCE)
    const resourcePlace = (row: number): number => {
      const place = resourcePlaces[row] ?? -1
      return place < 0 ? unknown : place
    }
    return {
      count,
      file: spans.file.slice(0, count),
      traceId: spans.traceId.take(count),
      spanId: spans.spanId.take(count),
      parentSpanId: spans.parentSpanId.take(count),
      name: spans.name.take(count),
      statusMessage: spans.statusMessage.take(count),
      traceState: spans.traceState.take(count),
      kind: spans.kind.slice(0, count),
      status: spans.status.slice(0, count),
      start: spans.start.slice(0, count),
      end: spans.end.slice(0, count),
      flags: spans.flags.slice(0, count),
      droppedAttributes: spans.droppedAttributes.slice(0, count),
      droppedEvents: spans.droppedEvents.slice(0, count),
      droppedLinks: spans.droppedLinks.slice(0, count),
      shared: spans.shared.slice(0, count),
      resource: spans.resource.slice(0, count).map(resourcePlace),
      scope: spans.scope.slice(0, count).map((row) => (row < 0 ? -1 : (scopePlaces[row] ?? -1))),
      attributes: spans.attributes.take(count, spanKeys, 0),
      resources: {
        count: resources.length,
        serviceName: joinTexts(
          resources.map((resource) => resource.serviceName),
          text,
        ),
        attributes: joinAttributes(
          resources.map((resource) => resource.attributes),
          text,
        ),
      },
      scopes: {
        count: scopes.length,
        name: joinTexts(
          scopes.map((scope) => scope.name),
          text,
        ),
        version: joinTexts(
          scopes.map((scope) => scope.version),
          text,
        ),
        attributes: joinAttributes(
          scopes.map((scope) => scope.attributes),
          text,
        ),
      },
      events: events.take(eventKeys),
      links: links.take(linkKeys),
      logs: logs.take(logKeys, resourcePlace),
      text: text.bytes.slice(0, text.length),
    }
  }
}

function joinTexts(texts: (Uint8Array | null)[], into: TextArena): TextCells {
  const cells: TextCells = { offset: new Uint32Array(texts.length), length: new Int32Array(texts.length) }
  for (const [row, text] of texts.entries()) {
    cells.offset[row] = into.length
    cells.length[row] = text === null ? -1 : text.length
    if (text !== null) into.appendBytes(text, 0, text.length)
  }
  return cells
}
