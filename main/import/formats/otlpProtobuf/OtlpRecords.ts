import { TimeCells } from '../../columns/TimeCells'
import type { DecodeProblems } from '../../DecodeProblems'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { RecordNotices } from '../otlp/RecordNotices'
import { RepeatedAttributes } from './RepeatedAttributes'
import { RepeatedTraceIds } from './RepeatedTraceIds'
import { RowMemory } from './RowMemory'

/** Where the records of one file go. */
export class OtlpRecords {
  readonly builder: SpanBatchBuilder
  readonly notices: RecordNotices
  readonly spanMemory = new RowMemory()
  readonly traceIds: RepeatedTraceIds
  readonly spanAttributes: RepeatedAttributes
  readonly starts = new TimeCells()
  readonly ends = new TimeCells()
  readonly eventTimes = new TimeCells()
  readonly logTimes = new TimeCells()

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.spanAttributes = new RepeatedAttributes(builder.spans.attributes, this.spanMemory)
    this.traceIds = new RepeatedTraceIds(builder, this.spanMemory)
    this.notices = new RecordNotices(problems)
  }
}
