import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { type AttributeCells, NO_FLAGS, NO_TIME, type SpanBatch, type TextCells } from '../../main/import/SpanBatch'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * What batches hold as text for people: a paragraph per span and log record, in order, with its resource, scope, events
 * and links. How rows are spread over batches does not show.
 */
export function goldenText(batches: SpanBatch[]): string {
  const spans = batches.flatMap((batch) => Array.from({ length: batch.count }, (_, row) => spanText(batch, row)))
  const logs = batches.flatMap((batch) => Array.from({ length: batch.logs.count }, (_, row) => logText(batch, row)))
  return [...spans, ...logs].map((lines) => lines.join('\n') + '\n').join('\n')
}

function spanText(batch: SpanBatch, row: number): string[] {
  const cell = (cells: TextCells): string | null => textOf(batch, cells, row)
  const start = batch.start[row] ?? NO_TIME
  const end = batch.end[row] ?? NO_TIME
  const parent = cell(batch.parentSpanId)
  const lines = [
    `span ${cell(batch.traceId) || '—'} ${cell(batch.spanId) || '—'}${parent === null ? '' : ` < ${parent}`}`,
    `  ${quoted(cell(batch.name))} ${SPAN_KINDS[batch.kind[row] ?? 0] ?? '?'}, ${timeText(start)}${end === NO_TIME ? ', not ended' : ` + ${end - start} ns`}`,
  ]
  const status = STATUSES[batch.status[row] ?? 0]
  const message = cell(batch.statusMessage)
  if (status !== 'unset' || message !== null) lines.push(`  ${status}${message === null ? '' : `: ${quoted(message)}`}`)
  const traceState = cell(batch.traceState)
  if (traceState !== null) lines.push(`  trace state ${quoted(traceState)}`)
  if (batch.flags[row] !== NO_FLAGS) lines.push(`  flags ${batch.flags[row]}`)
  if (batch.shared[row] === 1) lines.push('  shared')
  const dropped = [batch.droppedAttributes[row], batch.droppedEvents[row], batch.droppedLinks[row]]
  if (dropped.some((count) => count !== 0)) lines.push(`  dropped ${dropped.join(' ')}`)
  lines.push(...attributesText(batch, batch.attributes, row, '  '), ...resourceText(batch, batch.resource[row] ?? 0))
  const scope = batch.scope[row] ?? -1
  if (scope >= 0) {
    const { name, version, attributes } = batch.scopes
    lines.push(`  scope ${quoted(textOf(batch, name, scope))} ${quoted(textOf(batch, version, scope))}`)
    lines.push(...attributesText(batch, attributes, scope, '    '))
  }
  const { events, links } = batch
  for (let event = 0; event < events.count; event++) {
    if (events.span[event] !== row) continue
    lines.push(`  event ${quoted(textOf(batch, events.name, event))} ${timeText(events.time[event] ?? NO_TIME)}`)
    lines.push(...attributesText(batch, events.attributes, event, '    '))
  }
  for (let link = 0; link < links.count; link++) {
    if (links.span[link] !== row) continue
    const state = textOf(batch, links.traceState, link)
    lines.push(
      `  link ${textOf(batch, links.traceId, link)} ${textOf(batch, links.spanId, link)}${state === null ? '' : ` ${quoted(state)}`}`,
    )
    lines.push(...attributesText(batch, links.attributes, link, '    '))
  }
  return lines
}

function logText(batch: SpanBatch, row: number): string[] {
  const { logs } = batch
  const cell = (cells: TextCells): string | null => textOf(batch, cells, row)
  return [
    `log ${cell(logs.traceId) ?? '—'} ${cell(logs.spanId) ?? '—'}`,
    `  ${timeText(logs.time[row] ?? NO_TIME)} severity ${logs.severityNumber[row]} ${quoted(cell(logs.severityText))}`,
    `  ${quoted(cell(logs.body))}`,
    ...attributesText(batch, logs.attributes, row, '  '),
    ...resourceText(batch, logs.resource[row] ?? 0),
  ]
}

function resourceText(batch: SpanBatch, resource: number): string[] {
  const service = textOf(batch, batch.resources.serviceName, resource)
  return [`  of ${quoted(service)}`, ...attributesText(batch, batch.resources.attributes, resource, '    ')]
}

function attributesText(batch: SpanBatch, cells: AttributeCells, row: number, indent: string): string[] {
  const lines: string[] = []
  for (let entry = cells.first[row] ?? 0; entry < (cells.first[row + 1] ?? 0); entry++) {
    const type = String.fromCharCode(cells.type[entry] ?? 0)
    lines.push(`${indent}${textOf(batch, cells.key, entry)} ${type} ${quoted(textOf(batch, cells.value, entry))}`)
  }
  return lines
}

function textOf(batch: SpanBatch, { offset, length }: TextCells, row: number): string | null {
  const start = offset[row] ?? 0
  const count = length[row] ?? -1
  return count < 0 ? null : decoder.decode(batch.text.subarray(start, start + count))
}

function timeText(time: bigint): string {
  return time === NO_TIME ? 'no time' : String(time)
}

function quoted(text: string | null): string {
  return text === null ? 'NULL' : JSON.stringify(text)
}
