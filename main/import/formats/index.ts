import type { TraceFormat } from '../TraceFormat'
import { flatSpanJson } from './flatSpanJson'
import { goConsoleJson } from './goConsoleJson'
import { jaegerElastic } from './jaegerElastic'
import { jaegerJson } from './jaegerJson'
import { jaegerProtoJson } from './jaegerProtoJson'
import { opensearchSpans } from './opensearchSpans'
import { otlpJson } from './otlpJson'
import { otlpProtobuf } from './otlpProtobuf'
import { phoenixJson } from './phoenixJson'
import { pythonConsoleJson } from './pythonConsoleJson'
import { zipkinJson } from './zipkinJson'
import { zipkinProtobuf } from './zipkinProtobuf'
import { zipkinV1Json } from './zipkinV1Json'

export const formats: readonly TraceFormat[] = [
  otlpJson,
  otlpProtobuf,
  flatSpanJson,
  goConsoleJson,
  pythonConsoleJson,
  phoenixJson,
  jaegerJson,
  jaegerProtoJson,
  jaegerElastic,
  opensearchSpans,
  zipkinJson,
  zipkinProtobuf,
  zipkinV1Json,
]
