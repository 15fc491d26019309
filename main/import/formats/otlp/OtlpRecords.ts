import { TimeCells } from '../../columns/TimeCells'
import type { DecodeProblems } from '../../DecodeProblems'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { RecordNotices } from './RecordNotices'

/** Where the records of one file go, in either encoding. */
export class OtlpRecords {
  readonly builder: SpanBatchBuilder
  readonly notices: RecordNotices
  readonly starts = new TimeCells()
  readonly ends = new TimeCells()
  readonly eventTimes = new TimeCells()
  readonly logTimes = new TimeCells()

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.notices = new RecordNotices(problems)
  }
}
