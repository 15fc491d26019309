import { durationLiteral } from './durationText'
import { readAnnotationQuery, writeAnnotationQuery } from './readAnnotationQuery'
import type { SearchForm } from './SearchForm'
import { zipkinTagCondition } from './tagCondition'

/**
 * Zipkin's, by the names of its API. One span meets all of it, as Zipkin asks Elasticsearch; its other storages let
 * several spans of the service meet it together.
 */
export const ZIPKIN_FORM: SearchForm = {
  name: 'Zipkin’s',
  title: 'Zipkin’s search form',
  labels: {
    service: 'serviceName',
    operation: 'spanName',
    remoteService: 'remoteServiceName',
    tags: 'annotationQuery',
    minDuration: 'minDuration',
    maxDuration: 'maxDuration',
    limit: 'limit',
  },
  hints: {
    tags: 'Joined by “and”: name=value finds a tag, a name alone a tag of any value, or an annotation.',
    duration: 'Of the span; a number alone counts microseconds',
  },
  placeholders: { tags: 'http.method=GET and error', duration: 'e.g. 100000, 100ms, 1.5s' },
  readTags: readAnnotationQuery,
  writeTags: writeAnnotationQuery,
  tagCondition: zipkinTagCondition,
  duration: (text) => (/^\s*\d+\s*$/.test(text) ? durationLiteral(`${text.trim()}us`) : durationLiteral(text)),
}
