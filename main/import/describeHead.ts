import { firstNames } from './firstNames'
import { describeBinary } from './describeBinary'
import { describeJson } from './describeJson'
import type { Head } from './Head'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** What a file that no format recognised looks like, in words that follow “looks like”. */
export function describeHead(head: Head): string {
  if (head.bytes.every((byte) => byte <= 0x20 && byte !== 0)) return 'an empty file'
  const binary = describeBinary(head.bytes)
  if (binary !== null) return binary
  return (head.looksLikeJson ? describeJson(head.values) : null) ?? describeText(head)
}

function describeText({ bytes, whole }: Head): string {
  let text: string
  try {
    // The last character may be cut.
    text = decoder.decode(bytes.subarray(0, whole ? bytes.length : bytes.lastIndexOf(0x0a) + 1))
  } catch {
    return 'binary data'
  }
  if (/[\u0000-\u0008\u000e-\u001a]/.test(text)) return 'binary data'
  const beginning = text.trimStart().slice(0, 200).toLowerCase()
  if (beginning.startsWith('<!doctype html') || beginning.startsWith('<html')) return 'an HTML page'
  if (beginning.startsWith('<?xml')) return 'an XML file'
  if (/^\s*traceId: '[0-9a-f]{32}',\r?$/m.test(text) && /^\s*id: '[0-9a-f]{16}',\r?$/m.test(text))
    return 'output of OpenTelemetry’s console exporter for JavaScript, which is no JSON (an OTLP exporter writes what can be opened)'
  const [header = '', first = ''] = text.split(/\r?\n/)
  for (const separator of [',', '\t', ';']) {
    const columns = header.split(separator)
    if (columns.length > 2 && first.split(separator).length >= columns.length) {
      return `a CSV file (columns: ${firstNames(columns.map((name) => name.replaceAll('"', '').trim()))})`
    }
  }
  return 'plain text'
}
