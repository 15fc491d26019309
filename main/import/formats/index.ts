import type { TraceFormat } from '../TraceFormat'
import { jaegerJson } from './jaegerJson'
import { otlpJson } from './otlpJson'
import { zipkinJson } from './zipkinJson'

export const formats: readonly TraceFormat[] = [otlpJson, jaegerJson, zipkinJson]
