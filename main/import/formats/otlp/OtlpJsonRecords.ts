import type { DecodeProblems } from '../../DecodeProblems'
import { PlainStrings } from '../../json/PlainStrings'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { AttributeReader } from './AttributeReader'
import { OtlpRecords } from './OtlpRecords'

/** Where the records of one JSON file go, and what was learnt of how they are written. */
export class OtlpJsonRecords extends OtlpRecords {
  readonly strings: PlainStrings
  readonly spanAttributes: AttributeReader
  readonly eventAttributes: AttributeReader
  readonly linkAttributes: AttributeReader
  readonly logAttributes: AttributeReader

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    super(builder, problems)
    const { text, spans, events, links, logs } = builder
    this.strings = new PlainStrings(text)
    this.spanAttributes = new AttributeReader(spans.attributes, this.strings)
    this.eventAttributes = new AttributeReader(events.attributes, this.strings)
    this.linkAttributes = new AttributeReader(links.attributes, this.strings)
    this.logAttributes = new AttributeReader(logs.attributes, this.strings)
  }
}
