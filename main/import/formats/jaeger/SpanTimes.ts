import { TimeCells } from '../../columns/TimeCells'
import type { JsonReader } from '../../json/JsonReader'
import { readDigits } from '../../json/readDigits'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import type { JaegerModel } from './JaegerModel'

/** Start and duration of one span, which make its start and end. Reused. */
export class SpanTimes {
  private readonly builder: SpanBatchBuilder
  private readonly model: JaegerModel
  private readonly startCells = new TimeCells()
  private readonly endCells = new TimeCells()
  /** In microseconds; −1 where the other form counts. */
  private start = -1
  private duration = -1
  private exactStart = NO_TIME
  private exactDuration = NO_TIME

  constructor(builder: SpanBatchBuilder, model: JaegerModel) {
    this.builder = builder
    this.model = model
  }

  clear(): void {
    this.start = -1
    this.duration = -1
    this.exactStart = NO_TIME
    this.exactDuration = NO_TIME
  }

  readStart(reader: JsonReader): void {
    this.start = this.readMicroseconds(reader)
    if (this.start < 0) this.exactStart = this.model.readTime(reader, 'startTime')
  }

  readDuration(reader: JsonReader): void {
    this.duration = this.readMicroseconds(reader)
    if (this.duration < 0) this.exactDuration = this.model.readDuration(reader, 'duration')
  }

  finish(row: number): void {
    const { start, duration } = this
    const { spans } = this.builder
    const end = start + duration
    if (start >= 0 && duration >= 0 && end <= Number.MAX_SAFE_INTEGER) {
      this.startCells.setMicroseconds(spans.start, row, start)
      this.endCells.setMicroseconds(spans.end, row, end)
      return
    }
    const exactStart = start < 0 ? this.exactStart : BigInt(start) * 1000n
    spans.start[row] = exactStart
    spans.end[row] = endOf(exactStart, duration < 0 ? this.exactDuration : BigInt(duration) * 1000n)
  }

  private readMicroseconds(reader: JsonReader): number {
    if (!this.model.microseconds) return -1
    reader.peek()
    return readDigits(reader)
  }
}
