import { TimeCells } from '../../columns/TimeCells'
import type { DecodeProblems } from '../../DecodeProblems'
import { PlainStrings } from '../../json/PlainStrings'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { AttributeReader } from './AttributeReader'
import { RecordNotices } from './RecordNotices'

/** Where the records of one file go, and what was learnt of how they are written. */
export class OtlpJsonRecords {
  readonly builder: SpanBatchBuilder
  readonly notices: RecordNotices
  readonly strings: PlainStrings
  readonly spanAttributes: AttributeReader
  readonly eventAttributes: AttributeReader
  readonly linkAttributes: AttributeReader
  readonly logAttributes: AttributeReader
  readonly starts = new TimeCells()
  readonly ends = new TimeCells()
  readonly eventTimes = new TimeCells()
  readonly logTimes = new TimeCells()

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    const { text, spans, events, links, logs } = builder
    this.builder = builder
    this.notices = new RecordNotices(problems)
    this.strings = new PlainStrings(text)
    this.spanAttributes = new AttributeReader(spans.attributes, this.strings)
    this.eventAttributes = new AttributeReader(events.attributes, this.strings)
    this.linkAttributes = new AttributeReader(links.attributes, this.strings)
    this.logAttributes = new AttributeReader(logs.attributes, this.strings)
  }
}
