import { anyValue, keyValues } from './anyValue'
import { rawNanoseconds } from './otlpSpan'
import { rawCount, rawObject, rawText } from './rawJson'
import type { ExportedLog } from './readLogPieces'

/** A record of OTLP's `logs.proto` in its JSON form. Fields without a value are left out. */
export function otlpLog(log: ExportedLog): string {
  return rawObject({
    timeUnixNano: rawNanoseconds(log.time),
    severityNumber: rawCount(log.severityNumber),
    severityText: rawText(log.severityText),
    body: log.body === null ? null : anyValue({ type: 's', value: log.body }),
    attributes: keyValues(log.attributes),
    traceId: JSON.stringify(log.traceId),
    spanId: rawText(log.spanId),
  })
}
