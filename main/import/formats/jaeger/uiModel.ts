import { FieldNames } from '../../json/FieldNames'
import type { JsonReader } from '../../json/JsonReader'
import { readId } from '../../json/readId'
import { readNanoseconds } from '../../json/readNumber'
import type { JaegerModel } from './JaegerModel'
import { readTag } from './readTag'

const readMicroseconds = (reader: JsonReader, field: string): bigint => readNanoseconds(reader, 1000, field)

/**
 * As Jaeger's UI and its HTTP API write spans.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/uimodel/model.go
 */
export const uiModel: JaegerModel = {
  span: new FieldNames([
    'traceID',
    'spanID',
    'parentSpanID',
    'flags',
    'operationName',
    'references',
    'startTime',
    'duration',
    'tags',
    'logs',
    'warnings',
    'processID',
    'process',
    'tag',
  ]),
  reference: new FieldNames(['refType', 'traceID', 'spanID']),
  readId,
  readTag,
  binary: 'base64',
  microseconds: true,
  readTime: readMicroseconds,
  readDuration: readMicroseconds,
}

/**
 * As Jaeger stores spans in Elasticsearch and OpenSearch.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/storage/elasticsearch/dbmodel/model.go
 */
export const elasticModel: JaegerModel = { ...uiModel, binary: 'hex' }
