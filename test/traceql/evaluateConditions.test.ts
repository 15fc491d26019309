import { describe, expect, test } from 'vitest'
import {
  array,
  attribute,
  binary,
  boolean,
  duration,
  float,
  integer,
  intrinsic,
  nil,
  spanKind,
  status,
  text,
  unary,
  where,
} from '../support/traceql/buildQuery'
import { found } from './evaluatedSample'

const code = attribute('code', 'span')
const tags = attribute('tags', 'span')
const service = attribute('service.name', 'resource')

describe('compares', () => {
  test.each([
    // Numbers with numbers, never with text.
    ['code = 200', binary(code, '=', integer(200)), ['a1 a3']],
    ['code = 200.0', binary(code, '=', float(200)), ['a1 a3']],
    ['code != 200', binary(code, '!=', integer(200)), ['a2']],
    ['code < 500', binary(code, '<', integer(500)), ['a1 a3']],
    ['code <= 500', binary(code, '<=', integer(500)), ['a1 a2 a3']],
    ['code > 200', binary(code, '>', integer(200)), ['a2']],
    ['code >= 200', binary(code, '>=', integer(200)), ['a1 a2 a3']],
    ['200 < code', binary(integer(200), '<', code), ['a2']],
    ['code = "500"', binary(code, '=', text('500')), ['a4']],
    ['code != "400"', binary(code, '!=', text('400')), ['a4']],
    ['big integers exactly', binary(attribute('big'), '=', integer(9007199254740993n)), ['c1']],
    ['big integers in order', binary(attribute('big'), '<', integer(9007199254740993n)), ['c2']],
    ['integers with doubles as doubles', binary(attribute('big'), '=', float(9007199254740992)), ['c1 c2']],
    // Text by code points, and as a whole.
    ['text < U+1F600', binary(attribute('text'), '<', text('\u{1F600}')), ['c2 c3']],
    ['text >= U+1F600', binary(attribute('text'), '>=', text('\u{1F600}')), ['c1']],
    ['text =~ "two.*"', binary(attribute('text'), '=~', text('two.*')), ['c3']],
    ['text =~ "two|line"', binary(attribute('text'), '=~', text('two|lines')), []],
    ['text =~ "."', binary(attribute('text'), '=~', text('.')), ['c1 c2']],
    ['method !~ "G.*"', binary(attribute('method'), '!~', text('G.*')), ['a3']],
    ['code !~ "5.."', binary(code, '!~', text('5..')), []],
    // Booleans, status and kind only by = and !=.
    ['hit = false', binary(attribute('hit'), '=', boolean(false)), ['a3']],
    ['hit != true', binary(attribute('hit'), '!=', boolean(true)), ['a3']],
    ['hit < true', binary(attribute('hit'), '<', boolean(true)), []],
    ['status = error', binary(intrinsic('span:status'), '=', status('error')), ['a2']],
    ['status != unset', binary(intrinsic('span:status'), '!=', status('unset')), ['a1 a2', 'b1']],
    ['status = "error"', binary(intrinsic('span:status'), '=', text('error')), []],
    ['status != "error"', binary(intrinsic('span:status'), '!=', text('error')), []],
    ['mark = error', binary(attribute('mark'), '=', status('error')), []],
    ['status >= ok', binary(intrinsic('span:status'), '>=', status('ok')), []],
    ['kind = server', binary(intrinsic('span:kind'), '=', spanKind('server')), ['a1']],
    ['kind != internal', binary(intrinsic('span:kind'), '!=', spanKind('internal')), ['a1 a2 a5']],
    // What is missing.
    ['mark = nil', binary(attribute('mark'), '=', nil), ['a1 a2 a3 a5', 'b1', 'c1 c2 c3']],
    ['mark != nil', binary(attribute('mark'), '!=', nil), ['a4']],
    ['nil != mark', binary(nil, '!=', attribute('mark')), ['a4']],
    ['mark > nil', binary(attribute('mark'), '>', nil), []],
    ['mark = other', binary(attribute('mark'), '=', attribute('other')), []],
    ['mark != other', binary(attribute('mark'), '!=', attribute('other')), []],
    ['nil = nil', binary(nil, '=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['an empty array is not missing', binary(tags, '!=', nil), ['a1 a3', 'c2 c3']],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('compares arrays', () => {
  const ids = attribute('ids')
  test.each([
    ['tags = "y"', binary(tags, '=', text('y')), ['a1', 'c2']],
    ['"y" = tags', binary(text('y'), '=', tags), ['a1', 'c2']],
    ['tags != "x": none, of at least one', binary(tags, '!=', text('x')), ['c2 c3']],
    ['tags =~ "[xz]"', binary(tags, '=~', text('[xz]')), ['a1', 'c2']],
    ['tags !~ "[xz]"', binary(tags, '!~', text('[xz]')), ['c3']],
    ['tags > "y"', binary(tags, '>', text('y')), ['c2']],
    ['tags = 1', binary(tags, '=', integer(1)), []],
    ['tags != 1: none of its family', binary(tags, '!=', integer(1)), []],
    ['ids >= 2', binary(ids, '>=', integer(2)), ['a2']],
    ['tags = ["x", "z"]', binary(tags, '=', array(text('x'), text('z'))), ['a1', 'c2']],
    ['tags != ["x", "z"]', binary(tags, '!=', array(text('x'), text('z'))), ['c3']],
    ['code = [200, 404]', binary(code, '=', array(integer(200), integer(404))), ['a1 a3']],
    ['code != [200, 404]', binary(code, '!=', array(integer(200), integer(404))), ['a2']],
    ['method =~ ["P.*", "x"]', binary(attribute('method'), '=~', array(text('P.*'), text('x'))), ['a3']],
    ['tags = tags', binary(tags, '=', tags), ['a1', 'c2 c3']],
    ['problems = "outside_parent"', binary(intrinsic('span:problems'), '=', text('outside_parent')), ['a3']],
    ['problems != nil', binary(intrinsic('span:problems'), '!=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['ids + 1 has no value', binary(binary(ids, '+', integer(1)), '!=', nil), []],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('calculates', () => {
  const hit = attribute('hit')
  const sum = (operator: '+' | '-' | '*' | '/' | '%' | '^', right: number, result: number) =>
    binary(binary(code, operator, integer(right)), '=', float(result))
  test.each([
    ['code + 1 = 201', sum('+', 1, 201), ['a1 a3']],
    ['code - 1 = 199', sum('-', 1, 199), ['a1 a3']],
    ['code * 2 = 1000', sum('*', 2, 1000), ['a2']],
    ['code / 400 = 0.5', sum('/', 400, 0.5), ['a1 a3']],
    ['code % 300 = 200', sum('%', 300, 200), ['a1 a2 a3']],
    ['code ^ 2 = 40000', sum('^', 2, 40000), ['a1 a3']],
    ['code / 0 is missing', binary(binary(code, '/', integer(0)), '=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['code ^ 1000 is missing', binary(binary(code, '^', integer(1000)), '!=', nil), []],
    ['-code = -500', binary(unary('-', code), '=', integer(-500)), ['a2']],
    [
      '-code % 300 has the sign of -code',
      binary(binary(unary('-', code), '%', integer(300)), '<', integer(0)),
      ['a1 a2 a3'],
    ],
    ['-method is missing', binary(unary('-', attribute('method')), '!=', nil), []],
    ['!hit', unary('!', hit), ['a3']],
    ['hit && code = 200', binary(hit, '&&', binary(code, '=', integer(200))), ['a1']],
    ['hit || code = 500', binary(hit, '||', binary(code, '=', integer(500))), ['a1 a2']],
    [
      '!(code = 200) where it is missing, too',
      unary('!', binary(code, '=', integer(200))),
      ['a2 a4 a5', 'b1', 'c1 c2 c3'],
    ],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('reads', () => {
  const parent = (key: string, scope: 'span' | 'resource' | null) => attribute(key, scope, true)
  test.each([
    ['the span’s attribute', binary(attribute('region', 'span'), '=', text('us')), ['a5']],
    ['the resource’s', binary(attribute('region', 'resource'), '=', text('eu')), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    [
      'the span’s before the resource’s',
      binary(attribute('region'), '=', text('eu')),
      ['a1 a2 a3 a4', 'b1', 'c1 c2 c3'],
    ],
    ['the scope’s', attribute('loud', 'instrumentation'), ['a1']],
    ['the parent’s', binary(parent('code', 'span'), '=', integer(200)), ['a2 a3']],
    ['the parent’s, or its resource’s', binary(parent('region', null), '=', text('eu')), ['a2 a3 a4', 'c2 c3']],
    ['the parent’s resource’s', binary(parent('service.name', 'resource'), '!=', service), ['a4']],
    ['of all events', binary(attribute('attempt', 'event'), '=', array(integer(3), integer(7))), ['a2']],
    ['of all events, none', binary(attribute('attempt', 'event'), '!=', integer(2)), []],
    ['of links', binary(attribute('reason', 'link'), '=~', text('re.*')), ['a4']],
    ['nothing where there are no events', binary(intrinsic('event:name'), '!=', nil), ['a2']],
    ['statusMessage', binary(intrinsic('span:statusMessage'), '!=', nil), ['a2']],
    ['duration', binary(intrinsic('span:duration'), '>', duration(40)), ['a1 a5']],
    ['span:parentID as reported', binary(intrinsic('span:parentID'), '=~', text('gone|c.')), ['a5', 'c2 c3']],
    ['childCount', binary(intrinsic('span:childCount'), '=', integer(2)), ['a1']],
    ['trace:id', binary(intrinsic('trace:id'), '=', text('b')), ['b1']],
    ['traceDuration', binary(intrinsic('trace:duration'), '=', duration(115)), ['a1 a2 a3 a4 a5']],
    [
      'rootName of a root, not of an orphan that starts first',
      binary(intrinsic('trace:rootName'), '=', text('late')),
      [],
    ],
    ['rootService', binary(intrinsic('trace:rootService'), '=', text('web')), ['a1 a2 a3 a4 a5', 'c1 c2 c3']],
    ['event:timeSinceStart', binary(intrinsic('event:timeSinceStart'), '=', duration(10)), ['a2']],
    ['link:spanID', binary(intrinsic('link:spanID'), '=', text('b1')), ['a4']],
    ['link:traceID', binary(intrinsic('link:traceID'), '=', text('b')), ['a4']],
    ['instrumentation:name', binary(intrinsic('instrumentation:name'), '=', text('tracer')), ['a1']],
    ['instrumentation:version', binary(intrinsic('instrumentation:version'), '!=', nil), ['a1']],
    ['parent = nil', binary(intrinsic('parent'), '=', nil), ['a1 a5', 'b1', 'c1']],
    ['parent != nil', binary(intrinsic('parent'), '!=', nil), ['a2 a3 a4', 'c2 c3']],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})
