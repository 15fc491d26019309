import type { DecodeProblems } from '../../DecodeProblems'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { OtlpRecords } from '../otlp/OtlpRecords'
import { RepeatedAttributes } from './RepeatedAttributes'
import { RepeatedTraceIds } from './RepeatedTraceIds'
import { RowMemory } from './RowMemory'

/** Where the records of one protobuf file go, and what was learnt of the values that come again. */
export class OtlpMessageRecords extends OtlpRecords {
  readonly spanMemory = new RowMemory()
  readonly traceIds: RepeatedTraceIds
  readonly spanAttributes: RepeatedAttributes

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    super(builder, problems)
    this.spanAttributes = new RepeatedAttributes(builder.spans.attributes, this.spanMemory)
    this.traceIds = new RepeatedTraceIds(builder, this.spanMemory)
  }
}
