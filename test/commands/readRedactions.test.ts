import { expect, test } from 'vitest'
import { readRedactions } from '../../main/commands/readRedactions'
import { UsageError } from '../../main/commands/usage'
import { RedactionRules } from '../../preload/contract/RedactionRules'

const drop = (key: string) => ({ key, action: 'drop' as const })
const hash = (key: string) => ({ key, action: 'hash' as const })

test('keys are taken out of the command line, wherever they stand', () => {
  const given = ['a.duckdb', '--into', 'b.duckdb', '{}']
  expect(readRedactions([...given, '--redact', 'x', '--hash', 'y', '--redact=z=1'])).toEqual({
    given,
    redactions: [drop('x'), hash('y'), drop('z=1')],
  })
  expect(readRedactions(['--hash', 'x', 'a.duckdb', '{}', '--redact', 'y', 'z', '--json'])).toEqual({
    given: ['a.duckdb', '{}', '--json'],
    redactions: [hash('x'), drop('y'), drop('z')],
  })
  expect(readRedactions(['a.duckdb', '{}', 'more'])).toEqual({ given: ['a.duckdb', '{}', 'more'], redactions: [] })
})

test.each([
  [['--redact'], 'which key'],
  [['--hash', '--json'], 'which key'],
  [['--redact', 'a*b'], 'at the end'],
  [['--redact', 'a', '--hash', 'a'], 'both dropped and hashed'],
  [['--redact', 'service.name'], 'hash it'],
  [['--redact', 'service.*'], 'hash it'],
])('%j is refused', (args, said) => {
  expect(() => readRedactions(args)).toThrow(UsageError)
  expect(() => readRedactions(args)).toThrow(said)
})

test('of two rules the one that tells more decides', () => {
  const rules = new RedactionRules([drop('*'), hash('user.*'), drop('user.name'), hash('service.name')])
  expect(['http.route', 'user.id', 'user.name', 'user', 'service.name'].map((key) => rules.actionOf(key))).toEqual([
    'drop',
    'hash',
    'drop',
    'drop',
    'hash',
  ])
})

test('whoever hashes services hashes what names them as peers, too', () => {
  expect(new RedactionRules([hash('service.*')]).actionOf('peer.service')).toBe('hash')
  expect(new RedactionRules([hash('service.name'), drop('peer.*')]).actionOf('peer.service')).toBe('drop')
  expect(new RedactionRules([hash('user.id')]).actionOf('peer.service')).toBe(null)
})
