import { describe, expect, it } from 'vitest'
import { lexStatement } from '../../preload/contract/sql/lexStatement'
import { parameterOf } from '../../renderer/views/sql/library/parameterOf'
import { QUESTIONS } from '../../renderer/views/sql/library/questions'
import { readQuestion } from '../../renderer/views/sql/library/readQuestion'

const HEADER = '-- title: T\n-- about: A.\n-- group: Data\n'

function read(parameters: string[]) {
  return readQuestion(
    'x',
    `${HEADER}${parameters.map((each) => `-- parameter: ${each}\n`).join('')}\n-- Why.\nSELECT 1\n`,
  )
}

describe('a question', () => {
  it('is a header and a statement', () => {
    expect(read([])).toEqual({
      id: 'x',
      title: 'T',
      about: 'A.',
      group: 'Data',
      parameters: [],
      statement: '-- Why.\nSELECT 1',
    })
  })

  it.each([
    ["service text = 'it''s (a)'  (Who)", 'text', 'Who', { value: { type: 'text', value: "it's (a)" } }],
    ['service text = null  (Service, empty for all)', 'text', 'Service, empty for all', { value: { type: 'null' } }],
    ['n number = -1.5  (N)', 'number', 'N', { value: { type: 'number', value: '-1.5' } }],
    ['d duration = 1m30s  (D)', 'duration', 'D', { value: { type: 'duration', value: '90000000000' } }],
    ['t timestamp = SELECT f(a)  (T)', 'timestamp', 'T', { statement: 'SELECT f(a)' }],
  ])('has a parameter: %s', (written, type, label, first) => {
    expect(read([written]).parameters[0]).toMatchObject({ type, label, default: first })
  })

  it.each([
    'service = null  (S)',
    'service list = null  (S)',
    "service text = 'a' (one space)",
    'service text = a  (S)',
    'n number = many  (N)',
    'd duration = 5  (D)',
    't timestamp = 2024-01-01  (T)',
  ])('has no such parameter: %s', (written) => {
    expect(() => read([written])).toThrow(SyntaxError)
  })

  it.each([
    ['-- title: T\n\nSELECT 1', 'one group'],
    [HEADER.replace('Data', 'Other') + '\nSELECT 1', 'no group “Other”'],
    [HEADER + '-- titel: x\n\nSELECT 1', 'is no part of a header'],
    [HEADER + '-- title: again\n\nSELECT 1', 'one title'],
  ])('must be whole: %j', (text, message) => {
    expect(() => readQuestion('x', text)).toThrow(message)
  })
})

it('a default that the archive answers is the value of its one cell', () => {
  expect(parameterOf('text', 'web')).toEqual({ type: 'text', value: 'web' })
  expect(parameterOf('timestamp', '1700000000000000001')).toEqual({ type: 'timestamp', value: '1700000000000000001' })
  expect(parameterOf('duration', 5)).toEqual({ type: 'duration', value: '5' })
  expect(parameterOf('text', null)).toEqual({ type: 'null' })
  expect(parameterOf('text', undefined)).toEqual({ type: 'null' })
})

describe('the library', () => {
  it.each(QUESTIONS.map((question) => [question.id, question] as const))('%s names what it asks for', (_, question) => {
    const { parameters, statement, title, about } = question
    const tokens = lexStatement(statement)
    const named = tokens.flatMap(({ kind, value }, at) => {
      const next = tokens[at + 1]
      return kind === 'symbol' && value === '$' && next?.kind === 'word' ? [next.value] : []
    })
    expect([...new Set(named)].sort()).toEqual(parameters.map(({ name }) => name).sort())
    expect(statement).not.toMatch(/\bstore\.|;|\t| $/m)
    expect(about).toMatch(/^[A-Z].*\.$/)
    expect(title).not.toMatch(/\.$/)
  })

  it('has each title once', () => {
    expect(new Set(QUESTIONS.map(({ title }) => title)).size).toBe(QUESTIONS.length)
  })
})
