export interface Message {
  role: string
  parts: MessagePart[]
}

export interface MessagePart {
  /** What it is, where it is not plain text: `tool call search`, `reasoning`. */
  label: string
  text: string
}

/** Messages in any of the forms in which instrumentations write them: a list, one object, or a text. */
export function messagesOf(value: unknown, role: string): Message[] {
  if (Array.isArray(value)) {
    const isOfParts = value.every((item) => typeof item === 'string' || (isRecord(item) && !isMessage(item)))
    return isOfParts ? whole(role, value.flatMap(partsOf)) : value.flatMap((item) => messagesOf(item, role))
  }
  if (!isRecord(value)) return whole(role, partsOf(value))
  const { role: told, message } = value
  if (isRecord(message)) return messagesOf(message, role)
  return whole(
    typeof told === 'string' && told !== '' ? told : role,
    [value['parts'] ?? value['content'], ...calls(value)].flatMap(partsOf),
  )
}

function whole(role: string, parts: MessagePart[]): Message[] {
  return parts.length === 0 ? [] : [{ role, parts }]
}

function isMessage(item: Record<string, unknown>): boolean {
  return 'role' in item || 'parts' in item || 'message' in item || 'tool_calls' in item
}

function calls({ tool_calls: list }: Record<string, unknown>): unknown[] {
  return Array.isArray(list) ? list : []
}

function partsOf(part: unknown): MessagePart[] {
  if (part === undefined || part === null || part === '') return []
  if (Array.isArray(part)) return part.flatMap(partsOf)
  if (!isRecord(part)) return [{ label: '', text: String(part) }]
  const { type, content, text, name } = part
  const called = isRecord(part['function']) ? part['function'] : part
  const calledName = typeof called['name'] === 'string' ? ` ${called['name']}` : ''
  if (type === 'tool_call' || type === 'function' || 'function' in part) {
    return [{ label: `tool call${calledName}`, text: textOf(called['arguments']) }]
  }
  if (type === 'tool_call_response') {
    const answer = part['response'] ?? part['result'] ?? content
    return [{ label: `tool answer${typeof name === 'string' ? ` ${name}` : ''}`, text: textOf(answer) }]
  }
  const said = content ?? text
  if (type === undefined || type === 'text') return [{ label: '', text: textOf(said ?? part) }]
  return [{ label: String(type).replaceAll('_', ' '), text: textOf(said ?? part) }]
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
