import type { Head } from '../../Head'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { elementsOf, isObject, type Sketch, type SketchObject } from '../../sketchJson'

const ANSWER = new FieldNames(['hits', 'responses', 'response', 'rawResponse'])
const HITS = new FieldNames(['hits'])
const DOCUMENT = new FieldNames([
  '_source',
  ['_index', '_id', '_type', '_score', '_version', '_seq_no', '_primary_term', '_routing', '_op_type', 'sort'],
  ['index', 'create', 'update', 'delete'],
])
const SOURCE = 0
const OF_HIT = 1
const ACTION = 2

/** Who reads the documents. */
export interface Documents {
  /** Reads one; whether it is one to be ended. */
  read: (reader: JsonReader) => boolean
  /** Ends the one read last, once all that is around it is read. */
  end: () => void
}

/**
 * The shape of what comes out of Elasticsearch or OpenSearch: lines of `elasticdump`, bodies of `_bulk` (of which the
 * lines that tell where a document goes hold nothing), answers of `_search` and `_msearch`, and documents alone.
 */
export function elasticShape(head: Head, documents: Documents): JsonShape {
  const read = (reader: JsonReader): void => readDocument(reader, documents)
  const document: JsonShape = { what: 'a document', record: true, read }
  const [first] = head.values
  if (!isObject(first) || ![...first.keys()].some(isOfAnswer)) return { ...document, elements: document }
  const hits: JsonShape = {
    what: 'the hits',
    fields: { names: HITS, values: [{ what: 'the hits', elements: document }] },
  }
  const answer: JsonShape = { what: 'an answer' }
  const inner: JsonShape = { what: 'the answers' }
  answer.fields = { names: ANSWER, values: [hits, inner, inner, inner] }
  Object.assign(inner, answer, { what: 'the answers', elements: answer })
  return { ...answer, elements: answer }
}

/** The first documents of a file, whatever they are wrapped in, and the names of their indices. */
export function elasticDocuments({ values }: Head): { documents: SketchObject[]; indices: string[] } {
  const answers: SketchObject[] = values.filter(isObject)
  for (let at = 0; at < answers.length && at < 8; at++) {
    const answer = answers[at]
    const inner = [answer?.get('response'), answer?.get('rawResponse'), ...elementsOf(answer?.get('responses'))]
    answers.push(...inner.filter(isObject))
  }
  const hits = answers.flatMap((answer) => {
    const found = answer.get('hits')
    return isObject(found) ? elementsOf(found.get('hits')) : []
  })
  const candidates = [...values.flatMap((value) => (Array.isArray(value) ? value : [value])), ...hits].filter(isObject)
  return {
    documents: candidates.map((candidate) => sourceOf(candidate)).filter(isObject),
    indices: candidates.map((candidate) => candidate.get('_index')).filter((index) => typeof index === 'string'),
  }
}

function sourceOf(candidate: SketchObject): Sketch {
  return candidate.get('_source') ?? candidate
}

function isOfAnswer(name: string): boolean {
  return name === 'hits' || name === 'responses' || name === 'response' || name === 'rawResponse'
}

/** A hit with its source, a line of a bulk body that tells an action, or a document alone. */
function readDocument(reader: JsonReader, documents: Documents): void {
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a document is not an object')
  const start = reader.position
  const first = reader.firstField(DOCUMENT)
  if (first === ACTION && reader.peek() === OPEN_BRACE) {
    reader.skipValue()
    if (reader.nextField(DOCUMENT) === NO_MORE_FIELDS) return
  }
  if (first === SOURCE || first === OF_HIT) return readHit(reader, first, documents)
  reader.position = start
  if (documents.read(reader)) documents.end()
}

function readHit(reader: JsonReader, first: number, documents: Documents): void {
  let hasSource = false
  let isSpan = false
  for (let field = first; field !== NO_MORE_FIELDS; field = reader.nextField(DOCUMENT)) {
    if (field === SOURCE && !hasSource && reader.peek() === OPEN_BRACE) {
      isSpan = documents.read(reader)
      hasSource = true
    } else reader.skipValue()
  }
  if (!hasSource) throw new RecordFault('not_a_span', 'a hit has no _source')
  if (isSpan) documents.end()
}
