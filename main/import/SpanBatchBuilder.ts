import { joinAttributes } from './columns/AttributeSet'
import { ColumnCopies } from './columns/ColumnCopies'
import { type Deferred, DeferredList } from './columns/Deferred'
import { EventColumns } from './columns/EventColumns'
import { LinkColumns } from './columns/LinkColumns'
import { LogColumns } from './columns/LogColumns'
import { findPeers } from './columns/findPeers'
import { idKeys } from './columns/idKeys'
import { type Resource, type Scope, UNKNOWN_RESOURCE, UNKNOWN_SCOPE } from './columns/Resource'
import { SpanColumns } from './columns/SpanColumns'
import { TextArena } from './columns/TextArena'
import { AttributeCounter } from './statistics/AttributeCounter'
import { type SpanBatch, TEXT_PADDING, type TextCells } from './SpanBatch'

const MOST_IDLE_BYTES = 64 << 20
const MOST_KEYS = 1 << 16
const MOST_SPARE_BUFFERS = 12
/** Of all columns of a span, of which events, links and logs have fewer; and of one attribute with its type. */
const BYTES_PER_ROW = 180
const BYTES_PER_ENTRY = 13
/** For keys, resources and scopes. */
const SPARE_BYTES = 64 << 10

interface BuilderOptions {
  rowsPerBatch?: number
  bytesPerBatch?: number
  /** Numbers what rows refer to, without giving a number twice within one import. */
  nextReference?: () => number
}

/**
 * Fills batches: a decoder begins a span or a log record, writes its columns, and ends it, or rolls it back.
 * Hands on a batch whenever one is full.
 */
export class SpanBatchBuilder {
  readonly text = new TextArena(1 << 20)
  readonly spans = new SpanColumns(this.text)
  readonly events = new EventColumns(this.text)
  readonly links = new LinkColumns(this.text)
  readonly logs = new LogColumns(this.text)
  /** Counts the attributes of all batches. */
  readonly counter = new AttributeCounter()
  /** `files.file_id` of the rows that follow. */
  file = 0
  /** The records that follow may be parts of spans. */
  partial = false
  /** Spans of all batches. */
  spanTotal = 0
  /** Spans in the batch that is being filled. */
  count = 0
  private readonly emit: (batch: SpanBatch) => void
  private readonly rowsPerBatch: number
  private readonly bytesPerBatch: number
  private readonly spare: ArrayBuffer[] = []
  private readonly resources: DeferredList<Resource>
  private readonly scopes: DeferredList<Scope>
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

  constructor(emit: (batch: SpanBatch) => void, options: BuilderOptions = {}) {
    this.emit = emit
    this.rowsPerBatch = options.rowsPerBatch ?? 2048
    this.bytesPerBatch = options.bytesPerBatch ?? 8 << 20
    let references = 0
    const nextReference = options.nextReference ?? (() => references++)
    this.resources = new DeferredList(nextReference)
    this.scopes = new DeferredList(nextReference)
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
    this.spans.partial[row] = this.partial ? 1 : 0
    this.spans.resource[row] = this.resources.referenceOf(resource)
    if (scope !== null) this.spans.scope[row] = this.scopes.referenceOf(scope)
    this.keep()
  }

  /** Begins a log record and returns its row. */
  beginLog(): number {
    this.logs.begin(this.logs.count)
    return this.logs.count
  }

  endLog(resource: Deferred<Resource>): void {
    this.logs.resource[this.logs.count++] = this.resources.referenceOf(resource)
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

  /** Takes back a buffer of a batch that nobody needs any more. */
  recycle(buffer: ArrayBuffer): void {
    if (this.spare.length >= MOST_SPARE_BUFFERS) this.spare.shift()
    if (buffer.byteLength <= MOST_IDLE_BYTES) this.spare.push(buffer)
  }

  /** Hands on all there is. Contents of resources and scopes that are not known by now stay unknown. */
  flush(): void {
    this.handOn(true)
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
    const { count, logs, text, rowsPerBatch } = this
    if (count >= rowsPerBatch || logs.count >= rowsPerBatch || text.length >= this.bytesPerBatch) this.handOn(false)
    else if (this.spans.attributes.keys.count > MOST_KEYS) this.handOn(false)
  }

  private handOn(last: boolean): void {
    this.rollBack()
    if (this.count > 0 || this.logs.count > 0 || (last && this.hasOpen)) this.emit(this.takeBatch(last))
    this.clear()
  }

  private get hasOpen(): boolean {
    return this.resources.hasOpen || this.scopes.hasOpen
  }

  private clear(): void {
    this.count = 0
    this.text.length = 0
    if (this.text.bytes.length > MOST_IDLE_BYTES) this.text.bytes = new Uint8Array(1 << 20)
    this.spans.attributes.clear()
    this.events.clear()
    this.links.clear()
    this.logs.clear()
    this.kept = { text: 0, events: 0, links: 0, attributes: 0, eventAttributes: 0, linkAttributes: 0, logAttributes: 0 }
  }

  /** A buffer for about what the columns and the text take up; what is more gets buffers of its own. */
  private takeBuffer(): ArrayBuffer {
    const needed = this.bytesOfCopies
    const place = this.spare.findIndex(({ byteLength }) => byteLength >= needed)
    const [spare] = place < 0 ? [] : this.spare.splice(place, 1)
    return spare ?? new ArrayBuffer(Math.ceil((needed * 5) / 4))
  }

  private get bytesOfCopies(): number {
    const { spans, events, links, logs, text } = this
    const entries = [spans, events, links, logs].reduce((sum, { attributes }) => sum + attributes.count, 0)
    const rows = this.count + events.count + links.count + logs.count
    return text.length + rows * BYTES_PER_ROW + entries * BYTES_PER_ENTRY + SPARE_BYTES
  }

  private takeBatch(last: boolean): SpanBatch {
    const { count, spans, text } = this
    const copies = new ColumnCopies(this.takeBuffer())
    const attributes = spans.attributes.take(count, text, copies)
    const events = this.events.take(text, copies)
    const links = this.links.take(text, copies)
    const logs = this.logs.take(text, copies)
    const resources = this.resources.settle(last ? UNKNOWN_RESOURCE : null)
    const scopes = this.scopes.settle(last ? UNKNOWN_SCOPE : null)
    const serviceName = joinTexts(resources.contents, ({ serviceName }) => serviceName, text)
    const resourceAttributes = joinAttributes(
      resources.contents.map((content) => content.attributes),
      text,
    )
    const scopeName = joinTexts(scopes.contents, ({ name }) => name, text)
    const scopeVersion = joinTexts(scopes.contents, ({ version }) => version, text)
    const scopeAttributes = joinAttributes(
      scopes.contents.map((content) => content.attributes),
      text,
    )
    const traceId = spans.traceId.take(count, copies)
    const spanId = spans.spanId.take(count, copies)
    const parentSpanId = spans.parentSpanId.take(count, copies)
    const kind = copies.bytes(spans.kind, count)
    this.counter.count('span', attributes, text.bytes)
    this.counter.count('event', events.attributes, text.bytes)
    this.counter.count('link', links.attributes, text.bytes)
    const { peer, named } = findPeers(text.bytes, kind, attributes)
    return {
      count,
      file: copies.unsigned(spans.file, count),
      traceId,
      spanId,
      parentSpanId,
      keys: {
        trace: idKeys(text.bytes, traceId, 4, copies.newUnsigned(count * 4)),
        span: idKeys(text.bytes, spanId, 2, copies.newUnsigned(count * 2)),
        parent: idKeys(text.bytes, parentSpanId, 2, copies.newUnsigned(count * 2)),
      },
      name: spans.name.take(count, copies),
      statusMessage: spans.statusMessage.take(count, copies),
      traceState: spans.traceState.take(count, copies),
      kind,
      status: copies.bytes(spans.status, count),
      start: copies.times(spans.start, count),
      end: copies.times(spans.end, count),
      flags: copies.floats(spans.flags, count),
      droppedAttributes: copies.unsigned(spans.droppedAttributes, count),
      droppedEvents: copies.unsigned(spans.droppedEvents, count),
      droppedLinks: copies.unsigned(spans.droppedLinks, count),
      shared: copies.bytes(spans.shared, count),
      partial: copies.bytes(spans.partial, count),
      resource: copies.unsigned(spans.resource, count),
      scope: copies.unsigned(spans.scope, count),
      attributes,
      peer,
      peerIsNamed: named,
      resources: {
        reference: resources.reference,
        contentOf: resources.contentOf,
        number: resources.numbers,
        serviceName,
        attributes: resourceAttributes,
      },
      scopes: {
        reference: scopes.reference,
        contentOf: scopes.contentOf,
        number: scopes.numbers,
        name: scopeName,
        version: scopeVersion,
        attributes: scopeAttributes,
      },
      events,
      links,
      logs,
      text: copies.bytes(text.bytes, text.length, TEXT_PADDING),
    }
  }
}

function joinTexts<Content>(
  contents: Content[],
  of: (content: Content) => Uint8Array | null,
  into: TextArena,
): TextCells {
  const cells: TextCells = { offset: new Uint32Array(contents.length), length: new Int32Array(contents.length) }
  for (const [row, content] of contents.entries()) {
    const text = of(content)
    cells.offset[row] = into.length
    cells.length[row] = text === null ? -1 : text.length
    if (text !== null) into.appendBytes(text, 0, text.length)
  }
  return cells
}
