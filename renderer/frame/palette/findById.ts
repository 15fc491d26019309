import type { Result } from '../../../preload/contract/channel'
import type { ListSort } from '../../../preload/contract/explorer'
import { countOf } from '../../../preload/contract/formatCount'
import type { Action } from '../../state/actions.svelte'
import type { Session } from '../../state/session.svelte'

const SORT: ListSort = { column: 'startTime', descending: true }
/** More digits are needed than stand in most words and numbers. */
const LEAST_DIGITS = 6
/** So many of several are offered. */
const COUNT = 5

/** What is typed, as digits of an id as the archive has them; null for what looks like none, such as `facade`. */
export function idDigits(typed: string): string | null {
  const digits = typed.trim().toLowerCase().replace(/^0x/, '')
  return digits.length >= LEAST_DIGITS && /\d/.test(digits) && /^[0-9a-f]{1,32}$/.test(digits) ? digits : null
}

/** Opens the traces and the spans whose ids begin so, the latest first. */
export async function findById(session: Session, digits: string, signal: AbortSignal): Promise<Result<Action[]>> {
  const [traces, spans] = await Promise.all([
    session.ask('traces.page', pageOf(begins('trace:id', digits, 32)), { signal }),
    digits.length <= 16 ? session.ask('spans.page', pageOf(begins('span:id', digits, 16)), { signal }) : null,
  ])
  if (traces.failure) return traces
  if (spans?.failure) return spans
  const { route } = session
  const value = [
    ...traces.value.rows.map(({ traceId, rootServiceName, rootName, spanCount }) => ({
      keys: [],
      does: `Open trace ${traceId}`,
      detail: `${rootServiceName} ${rootName}, ${countOf(spanCount, 'span')}`,
      run: () => route.go('trace', { argument: traceId }),
    })),
    ...(spans?.value.rows ?? []).map(({ traceId, spanId, serviceName, name }) => ({
      keys: [],
      does: `Open span ${spanId}`,
      detail: `${serviceName} ${name}`,
      run: () => route.go('trace', { argument: traceId, parameters: { span: spanId } }),
    })),
  ]
  return { value }
}

/** Ids are in the archive in lower case and padded with zeros, whatever form they had in the file. */
function begins(field: string, digits: string, length: number): string {
  return digits.length === length ? `{ ${field} = "${digits}" }` : `{ ${field} =~ "0*${digits}.*" }`
}

function pageOf(query: string) {
  return { filter: { query, from: null, to: null, limit: null, selection: null }, sort: SORT, first: 0, count: COUNT }
}
