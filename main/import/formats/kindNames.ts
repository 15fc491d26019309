import { SPAN_KINDS } from '../../../preload/contract/trace'
import { FieldNames } from '../json/FieldNames'

/** Kinds of span by their plain names, in lower case and in capitals; their numbers index `SPAN_KINDS`. */
export const KIND_NAMES = new FieldNames(SPAN_KINDS.map((kind) => [kind, kind.toUpperCase()]))
