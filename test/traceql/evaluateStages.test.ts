import { describe, expect, test } from 'vitest'
import type { Stage } from '../../preload/contract/traceql/ast'
import {
  aggregate,
  attribute,
  binary,
  boolean,
  by,
  coalesce,
  combine,
  duration,
  float,
  having,
  integer,
  intrinsic,
  negative,
  nil,
  pipe,
  relate,
  scalar,
  text,
  where,
} from '../support/traceql/buildQuery'
import { found } from './evaluatedSample'

const name = (of: string) => where(binary(intrinsic('span:name'), '=', text(of)))
const id = (pattern: string) => where(binary(intrinsic('span:id'), '=~', text(pattern)))
const nothing = where(boolean(false))
const code = attribute('code', 'span')
const tags = attribute('tags', 'span')
const service = attribute('service.name', 'resource')
const count = aggregate('count')

test.each<[title: string, stages: Stage[], expected: string[]]>([
  ['`{ }` finds all', [where()], ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
  ['`{ false }` finds nothing', [nothing], []],
  ['what is true is the boolean alone', [where(attribute('hit'))], ['a1']],
  ['filters follow one another', [id('[ac].'), name('GET')], ['a1']],
])('%s', (_, stages, expected) => {
  expect(found(...stages)).toEqual(expected)
})

describe('combines', () => {
  const perService = pipe(where(), by(service))
  test.each<[title: string, stages: Stage[], expected: string[]]>([
    ['{a1} && {a4}', [combine(id('a1'), '&&', id('a4|b1'))], ['a1 a4']],
    ['{a1} && nothing', [combine(id('a1'), '&&', nothing)], []],
    ['{a1} || {a4, b1}', [combine(id('a1'), '||', id('a4|b1'))], ['a1 a4', 'b1']],
    ['spansets of an operand together', [combine(perService, '&&', name('GET'))], ['a1 a2 a3 a4 a5', 'b1']],
    [
      'in each group by itself, which stays',
      [where(), by(service), combine(id('a2|c2'), '&&', where())],
      ['[s:web] a1 a2 a3', '[s:web] c1 c2 c3'],
    ],
    [
      'operands with stages',
      [combine(pipe(where(), having(count, '>', integer(4))), '||', id('b.'))],
      ['a1 a2 a3 a4 a5', 'b1'],
    ],
  ])('%s', (_, stages, expected) => {
    expect(found(...stages)).toEqual(expected)
  })
})

describe('relates', () => {
  const [top, all] = [id('a1|c1'), where()]
  test.each<[title: string, stage: Stage, expected: string[]]>([
    ['children', relate(top, '>', all), ['a2 a3', 'c2']],
    ['no children', relate(top, '>', all, 'not'), ['a1 a4 a5', 'b1', 'c1 c3']],
    ['children and parents', relate(id('a.|c2'), '>', id('a4|c.'), 'union'), ['a2 a4', 'c2 c3']],
    ['descendants', relate(top, '>>', all), ['a2 a3 a4', 'c2 c3']],
    ['no descendants', relate(top, '>>', all, 'not'), ['a1 a5', 'b1', 'c1']],
    ['descendants and ancestors', relate(top, '>>', id('a4|b1|c3'), 'union'), ['a1 a4', 'c1 c3']],
    ['parents', relate(id('a4|c3'), '<', all), ['a2', 'c2']],
    ['no parents', relate(id('a4|c3'), '<', all, 'not'), ['a1 a3 a4 a5', 'b1', 'c1 c3']],
    ['parents and children', relate(id('a4|a5|c3'), '<', all, 'union'), ['a2 a4', 'c2 c3']],
    ['ancestors', relate(id('a4|c3'), '<<', all), ['a1 a2', 'c1 c2']],
    ['no ancestors', relate(id('a4|c3'), '<<', all, 'not'), ['a3 a4 a5', 'b1', 'c3']],
    ['ancestors and descendants', relate(id('a3|a4|c3'), '<<', id('a2|c1'), 'union'), ['a2 a4', 'c1 c3']],
    ['siblings', relate(id('a2|a5'), '~', all), ['a3']],
    ['siblings of any', relate(all, '~', all), ['a2 a3']],
    ['no siblings', relate(id('a2'), '~', all, 'not'), ['a1 a2 a4 a5', 'b1', 'c1 c2 c3']],
    ['siblings of both sides', relate(id('a2'), '~', id('a3'), 'union'), ['a2 a3']],
    ['to nothing', relate(nothing, '>>', all), []],
    ['not to nothing', relate(nothing, '>>', id('a1|c3'), 'not'), ['a1', 'c3']],
    ['nothing', relate(all, '>>', nothing, 'not'), []],
    ['to several spansets', relate(pipe(all, by(service)), '>', id('a4')), ['a4']],
  ])('%s', (_, stage, expected) => {
    expect(found(stage)).toEqual(expected)
  })
})

describe('sums up', () => {
  const spanDuration = intrinsic('span:duration')
  test.each<[title: string, stage: Stage, expected: string[]]>([
    ['count() > 2', having(count, '>', integer(2)), ['a', 'c']],
    ['count() != 3', having(count, '!=', integer(3)), ['a', 'b']],
    ['sum(code) = 900: of numbers alone', having(aggregate('sum', code), '=', integer(900)), ['a']],
    ['avg(code) = 300', having(aggregate('avg', code), '=', float(300)), ['a']],
    ['min(code) <= 200', having(aggregate('min', code), '<=', integer(200)), ['a']],
    ['max(code) >= 500', having(aggregate('max', code), '>=', integer(500)), ['a']],
    ['max(code) != 1 where there is none', having(aggregate('max', code), '!=', integer(1)), ['a']],
    ['sum(ids) has no value', having(aggregate('sum', attribute('ids')), '!=', integer(0)), []],
    ['max(duration) < 30ns', having(aggregate('max', spanDuration), '<', duration(30)), ['b']],
    [
      'avg(duration * 2) = 40',
      having(aggregate('avg', binary(spanDuration, '*', integer(2))), '=', integer(40)),
      ['c'],
    ],
    [
      'max(duration) / min(duration) = 3',
      having(scalar(aggregate('max', spanDuration), '/', aggregate('min', spanDuration)), '=', integer(3)),
      ['c'],
    ],
    ['-count() % 2 = -1', having(scalar(negative(count), '%', integer(2)), '=', integer(-1)), ['a', 'b', 'c']],
    ['count() / 0 has no value', having(scalar(count, '/', integer(0)), '!=', integer(1)), []],
    [
      'count() < max(duration) - 20',
      having(count, '<', scalar(aggregate('max', spanDuration), '-', integer(20))),
      ['a', 'c'],
    ],
  ])('%s', (_, stage, expected) => {
    expect(found(where(), stage).map((spanset) => spanset.slice(0, 1))).toEqual(expected)
  })
})

describe('groups', () => {
  test.each<[title: string, stages: Stage[], expected: string[]]>([
    [
      'by a value, of whatever type, or none',
      [id('a.'), by(code)],
      ['[n:200] a1 a3', '[n:500] a2', '[s:500] a4', '[nil] a5'],
    ],
    [
      'by arrays',
      [where(binary(tags, '!=', nil)), by(tags)],
      ['[a:["x","y"]] a1', '[a:[]] a3', '[a:["y","z"]] c2', '[a:["1"]] c3'],
    ],
    [
      'by status and kind',
      [id('a[12]|b.'), by(intrinsic('span:status'), intrinsic('span:kind'))],
      ['[s:ok s:server] a1', '[s:error s:client] a2', '[s:ok s:internal] b1'],
    ],
    [
      'by a comparison and again',
      [id('a.'), by(binary(intrinsic('parent'), '=', nil)), by(service)],
      ['[b:true s:web] a1', '[b:true s:queue] a5', '[b:false s:web] a2 a3', '[b:false s:db] a4'],
    ],
    [
      'and filters the groups',
      [where(), by(service), having(count, '>=', integer(3))],
      ['[s:web] a1 a2 a3', '[s:web] c1 c2 c3'],
    ],
    ['and filters within them', [where(), by(service), id('a3|a5')], ['[s:web] a3', '[s:queue] a5']],
    ['and brings them together', [where(), by(service), id('a3|a5'), coalesce], ['a3 a5']],
    [
      'in a pipeline of its own',
      [pipe(where(), by(service)), having(count, '=', integer(1))],
      ['[s:db] a4', '[s:queue] a5', '[s:shop] b1'],
    ],
    [
      'and selects nothing else',
      [id('b1'), by(service), { kind: 'select', fields: [code], from: 0, to: 0 }],
      ['[s:shop] b1'],
    ],
  ])('%s', (_, stages, expected) => {
    expect(found(...stages)).toEqual(expected)
  })
})
