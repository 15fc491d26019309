import type { KeyTable } from '../columns/KeyTable'
import type { Head } from '../Head'
import { findFraming } from '../protobuf/findFraming'
import type { Framing } from '../protobuf/Framing'
import type { ProtobufReader } from '../protobuf/ProtobufReader'
import { ProtobufWalker } from '../protobuf/ProtobufWalker'
import type { TraceFormat } from '../TraceFormat'
import { OtlpMessages } from './otlpProtobuf/OtlpMessages'
import { otlpShape } from './otlpProtobuf/otlpShape'
import { readResourceAttributes, readScope } from './otlpProtobuf/readResource'
import { signalOf } from './otlpProtobuf/signalOf'

/**
 * OTLP in its binary form: `TracesData`, `LogsData` and export requests, in any `Framing`. Metrics and profiles are
 * counted, not read.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export const otlpProtobuf: TraceFormat = {
  name: 'otlp_protobuf',
  title: 'OTLP protobuf',
  recognises: (head) => otlpFraming(head) !== null,
  decoder: ({ head, builder, problems }) =>
    new ProtobufWalker(new OtlpMessages(builder, problems).root, otlpFraming(head) ?? 'none', builder, problems),
}

/** Told by a record, or by a resource with attributes. */
function otlpFraming(head: Head): Framing | null {
  return findFraming(head, (found) => {
    const tellSignal = (reader: ProtobufReader, end: number, limit?: number): void => {
      if (signalOf(reader, end, limit) !== null) found()
    }
    return otlpShape({
      readResource: (reader, end) => {
        if (hasNames(readResourceAttributes(reader, end).keys)) found()
      },
      readScope: (reader, end) => void readScope(reader, end),
      readRecord: tellSignal,
      lookAtRecord: tellSignal,
    })
  })
}

function hasNames({ count, text: { bytes, length } }: KeyTable): boolean {
  return count > 0 && length > 0 && bytes.subarray(0, length).every((byte) => byte > 0x20 && byte !== 0x7f)
}
