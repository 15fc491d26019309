import { expect, test } from 'vitest'
import type { SpanEvent } from '../../preload/contract/trace'
import { conversationOf } from '../../renderer/views/trace/detail/conversationOf'
import { severityOf } from '../../renderer/views/trace/detail/severity'
import { spanDetailOf } from '../support/spanDetailOf'

const conversation = (values: Record<string, unknown>, events: SpanEvent[] = []) =>
  conversationOf({ ...spanDetailOf(values), events })

/** `role: text`, with what it is where it is no text. */
const said = (values: Record<string, unknown>, events: SpanEvent[] = []) =>
  conversation({ 'gen_ai.system': 'x', ...values }, events)?.messages.map(
    ({ role, parts }) =>
      `${role}: ${parts.map(({ label, text }) => (label ? `(${label}) ${text}` : text)).join(' | ')}`,
  )

test('other spans have none', () => expect(conversation({ 'http.route': '/' })).toBeUndefined())

test('facts are found under new and old names', () => {
  const facts = { 'gen_ai.request.model': 'a', 'gen_ai.response.model': 'a-1', 'gen_ai.usage.prompt_tokens': '12' }
  expect(conversation({ ...facts, 'gen_ai.response.finish_reasons': ['stop', 'length'] })?.facts).toEqual([
    { label: 'Model', value: 'a-1' },
    { label: 'Input tokens', value: '12' },
    { label: 'Finished because', value: 'stop, length' },
  ])
})

test('messages with parts, as the conventions have them', () =>
  expect(
    said({
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be kind.' }],
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Weather?' }] },
        { role: 'assistant', parts: [{ type: 'tool_call', id: '1', name: 'weather', arguments: { at: 'Paris' } }] },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: '1', response: 'rainy' }] },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'Hm.' },
            { type: 'text', content: 'Rain.' },
          ],
        },
      ],
    }),
  ).toEqual([
    'system: Be kind.',
    'user: Weather?',
    'assistant: (tool call weather) {"at":"Paris"}',
    'tool: (tool answer) rainy',
    'assistant: (reasoning) Hm. | Rain.',
  ]))

test('numbered attributes, in the order of their numbers', () =>
  expect(
    said({
      'gen_ai.completion.0.content': 'Eleven.',
      'gen_ai.prompt.10.content': 'And then?',
      'gen_ai.prompt.10.role': 'user',
      'gen_ai.prompt.2.role': 'system',
      'gen_ai.prompt.2.content': 'Count.',
    }),
  ).toEqual(['system: Count.', 'user: And then?', 'assistant: Eleven.']))

test('messages in events, one each or as a list', () => {
  const event = (name: string, values: Record<string, unknown>): SpanEvent => ({
    time: null,
    name,
    attributes: spanDetailOf(values).attributes,
  })
  expect(
    said({}, [
      event('gen_ai.user.message', { content: 'Hello' }),
      event('gen_ai.choice', {
        index: '0',
        message: {
          role: 'assistant',
          content: 'Hi',
          tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
      }),
      event('gen_ai.content.prompt', { 'gen_ai.prompt': [{ role: 'user', content: 'Old' }] }),
      event('gen_ai.content.completion', { 'gen_ai.completion': 'plain text' }),
      event('retry', { content: 'no message' }),
    ]),
  ).toEqual(['user: Hello', 'assistant: Hi | (tool call f) {}', 'user: Old', 'assistant: plain text'])
})

test('what is no JSON or of another form is shown as it is', () =>
  expect(said({ 'gen_ai.input.messages': '[{"role": "us', 'gen_ai.output.messages': [{ odd: 1 }] })).toEqual([
    'user: [{"role": "us',
    'assistant: {"odd":1}',
  ]))

test.each([
  [9, null, 'INFO', 'plain'],
  [13, 'Warning', 'Warning', 'warning'],
  [21, null, 'FATAL', 'error'],
  [null, 'error', 'error', 'error'],
  [null, null, '', 'plain'],
])('severity %s, %s', (severityNumber, severityText, words, tone) =>
  expect(severityOf({ severityNumber, severityText })).toEqual({ words, tone }),
)
