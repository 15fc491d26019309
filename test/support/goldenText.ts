import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import {
  type AttributeCells,
  NO_FLAGS,
  NO_SCOPE,
  NO_TIME,
  type SpanBatch,
  type TextCells,
} from '../../main/import/SpanBatch'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * What batches hold as text for people: a paragraph per span and log record, in order, with its resource, scope, events
 * and links. How rows are spread over batches does not show.
 */
export function goldenText(batches: SpanBatch[]): string {
  const shared = sharedTexts(batches)
  const spans = batches.flatMap((batch) =>
    Array.from({ length: batch.count }, (_, row) => spanText(batch, row, shared)),
  )
  const logs = batches.flatMap((batch) =>
    Array.from({ length: batch.logs.count }, (_, row) => logText(batch, row, shared)),
  )
  return [...spans, ...logs].map((lines) => lines.join('\n') + '\n').join('\n')
}

/** What is said of resources and scopes, by the references of rows to them. */
interface SharedTexts {
  resources: Map<number, string[]>
  scopes: Map<number, string[]>
}

function sharedTexts(batches: SpanBatch[]): SharedTexts {
  const contents = { resources: new Map<number, string[]>(), scopes: new Map<number, string[]>() }
  const texts: SharedTexts = { resources: new Map(), scopes: new Map() }
  for (const batch of batches) {
    const { resources, scopes } = batch
    for (const [row, number] of resources.number.entries()) {
      const service = textOf(batch, resources.serviceName, row)
      contents.resources.set(number, [
        `  of ${quoted(service)}`,
        ...attributesText(batch, resources.attributes, row, '    '),
      ])
    }
    for (const [row, number] of scopes.number.entries()) {
      const [name, version] = [textOf(batch, scopes.name, row), textOf(batch, scopes.version, row)]
      const attributes = attributesText(batch, scopes.attributes, row, '    ')
      const isNone = name === null && version === null && attributes.length === 0
      contents.scopes.set(number, isNone ? [] : [`  scope ${quoted(name)} ${quoted(version)}`, ...attributes])
    }
    for (const kind of ['resources', 'scopes'] as const) {
      for (const [index, reference] of batch[kind].reference.entries()) {
        texts[kind].set(reference, contents[kind].get(batch[kind].contentOf[index] ?? -1) ?? ['  ?'])
      }
    }
  }
  return texts
}

function spanText(batch: SpanBatch, row: number, shared: SharedTexts): string[] {
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
  lines.push(...attributesText(batch, batch.attributes, row, '  '))
  lines.push(...(shared.resources.get(batch.resource[row] ?? -1) ?? ['  of nobody']))
  const scope = batch.scope[row] ?? NO_SCOPE
  if (scope !== NO_SCOPE) lines.push(...(shared.scopes.get(scope) ?? ['  scope of nobody']))
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

function logText(batch: SpanBatch, row: number, shared: SharedTexts): string[] {
  const { logs } = batch
  const cell = (cells: TextCells): string | null => textOf(batch, cells, row)
  return [
    `log ${cell(logs.traceId) ?? '—'} ${cell(logs.spanId) ?? '—'}`,
    `  ${timeText(logs.time[row] ?? NO_TIME)} severity ${logs.severityNumber[row]} ${quoted(cell(logs.severityText))}`,
    `  ${quoted(cell(logs.body))}`,
    ...attributesText(batch, logs.attributes, row, '  '),
    ...(shared.resources.get(logs.resource[row] ?? -1) ?? ['  of nobody']),
  ]
}

function attributesText(batch: SpanBatch, cells: AttributeCells, row: number, indent: string): string[] {
  const lines: string[] = []
  for (let entry = cells.first[row] ?? 0; entry < (cells.first[row + 1] ?? 0); entry++) {
    const type = textOf(batch, cells.types, row)?.[entry - (cells.first[row] ?? 0)]
    const key = textOf(batch, cells.keys, cells.key[entry] ?? 0)
    lines.push(`${indent}${key} ${type} ${quoted(textOf(batch, cells.value, entry))}`)
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
