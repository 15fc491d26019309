import { JAEGER_FORM } from './jaegerForm'
import type { SearchForm } from './SearchForm'
import { ZIPKIN_FORM } from './zipkinForm'

/** The search forms of other programs. */
export const SEARCH_FORMS: readonly SearchForm[] = [JAEGER_FORM, ZIPKIN_FORM]
