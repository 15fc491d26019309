import { describe, expect, it } from 'vitest'
import { addOfSpan, setBound, setErrors, setOperation, setService } from '../../renderer/query/edit/menuEdits'
import { menuValues } from '../../renderer/query/edit/menuValues'
import { readQueryParts } from '../../renderer/query/edit/readQueryParts'

function values(text: string) {
  const parts = readQueryParts(text)
  if (parts === null) throw new Error(`cannot be read: ${text}`)
  const { service, operation, shortest, longest, errors } = menuValues(parts)
  return {
    ...(service && { service: service.value }),
    ...(operation && { operation: operation.value }),
    ...(shortest && { shortest: shortest.value }),
    ...(longest && { longest: longest.value }),
    ...(errors && { errors: true }),
  }
}

describe('menus read', () => {
  it.each([
    ['', {}],
    ['{ resource.service.name = "x" }', { service: 'x' }],
    ['{ .service.name = "x" && span:name = "y" }', { service: 'x', operation: 'y' }],
    ['{"x"=resource.service.name&&`y`=name}', { service: 'x', operation: 'y' }],
    ['({ resource."service.name" = "x" })', { service: 'x' }],
    ['{(resource.service.name=nil||resource.service.name=["","unknown_service"])}', { service: 'unknown_service' }],
    ['{ name = "y" }', { operation: 'y' }],
    ['{ name = "y" } && { .service.name = "x" }', { service: 'x' }],
    ['{ parent.resource.service.name = "x" && span.service.name = "y" }', {}],
    ['{ .service.name != "x" && name =~ "y" && status = ok }', {}],
    ['{ .service.name = "x" || name = "y" }', {}],
    ['{ .service.name = "x" } || { name = "y" }', {}],
    ['{ trace:duration >= 1.5s && traceDuration < 2m }', { shortest: '1.5s', longest: '2m' }],
    ['{ .a } && { 100ms < trace:duration }', { shortest: '100ms' }],
    ['{ trace:duration > 1500000000 }', { shortest: '1.5s' }],
    ['{ trace:duration = 1s && duration > 2s }', {}],
    ['{ status = error }', { errors: true }],
    ['{ .a } && { error = span:status && trace:duration > 1s }', { errors: true, shortest: '1s' }],
    // A failed span of a service, and a count of failed spans, are other questions than a failure anywhere.
    ['{ .service.name = "x" && status = error }', { service: 'x' }],
    ['{ status = error } | count() > 3', {}],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected)
  })
})

describe('menus write', () => {
  it.each<[string, string, (text: string) => string, string]>([
    ['a service', '', (text) => setService(text, 'a "b"'), '{ resource.service.name = "a \\"b\\"" }'],
    ['another as it was spelled', '{  "x"=.service.name }', (text) => setService(text, 'y'), '{  "y"=.service.name }'],
    [
      'no known service, and another',
      '{ .service.name = "x" }',
      (text) => setService(setService(text, 'unknown_service'), 'y'),
      '{ resource.service.name = "y" }',
    ],
    ['none', '{ .service.name = "x" && .a }', (text) => setService(text, null), '{ .a }'],
    [
      'another service without the operation of the first',
      '{ .service.name = "x" && name = "y" && .a }',
      (text) => setService(text, 'z'),
      '{ .service.name = "z" && .a }',
    ],
    [
      'a service to an operation',
      '{ name = "y" }',
      (text) => setService(text, 'x'),
      '{ name = "y" && resource.service.name = "x" }',
    ],
    [
      'an operation into the braces of the service',
      '{ .a } && { .service.name = "x" }',
      (text) => setOperation(text, 'y'),
      '{ .a } && { .service.name = "x" && name = "y" }',
    ],
    [
      'into the first braces',
      '{ .a } && { .b }',
      (text) => setService(text, 'x'),
      '{ .a && resource.service.name = "x" } && { .b }',
    ],
    ['beside an or', '{ .a || .b }', (text) => setService(text, 'x'), '{ (.a || .b) && resource.service.name = "x" }'],
    [
      'not into those of a failure',
      '{ status = error }',
      (text) => setService(text, 'x'),
      '{ resource.service.name = "x" } && { status = error }',
    ],
    [
      'before what is no filter',
      '{ .a } >> { .b }',
      (text) => setService(text, 'x'),
      '{ resource.service.name = "x" } && { .a } >> { .b }',
    ],
    [
      'before an or of spansets',
      '{ .a } || { .b }',
      (text) => setService(text, 'x'),
      '{ resource.service.name = "x" } && ({ .a } || { .b })',
    ],
    [
      'a bound',
      '{ .service.name = "x" }',
      (text) => setBound(text, 'shortest', '1s'),
      '{ .service.name = "x" && trace:duration >= 1s }',
    ],
    ['a bound alone', '', (text) => setBound(text, 'longest', '2m'), '{ trace:duration <= 2m }'],
    ['another bound', '{ 1s < trace:duration }', (text) => setBound(text, 'shortest', '2s'), '{ 2s < trace:duration }'],
    ['no bound', '{ .a && trace:duration >= 1s }', (text) => setBound(text, 'shortest', ''), '{ .a }'],
    ['a failure', '', (text) => setErrors(text, true), '{ status = error }'],
    ['a failure anywhere', '{ .a }', (text) => setErrors(text, true), '{ .a } && { status = error }'],
    [
      'a failure beside what is counted',
      '{ kind = client } | count() > 5',
      (text) => setErrors(text, true),
      '({ kind = client } | count() > 5) && { status = error }',
    ],
    [
      'no failure',
      '({ kind = client } | count() > 5) && { status = error }',
      (text) => setErrors(text, false),
      '{ kind = client } | count() > 5',
    ],
    [
      'no failure twice',
      '{ status = error } && { .a } && { status = error }',
      (text) => setErrors(text, false),
      '{ .a }',
    ],
    [
      'a condition of the same span',
      '{ .service.name = "x" }',
      (text) => addOfSpan(text, '.a = 1'),
      '{ .service.name = "x" && .a = 1 }',
    ],
  ])('%s', (_, before, edit, after) => {
    expect(edit(before)).toBe(after)
    expect(readQueryParts(after)).not.toBeNull()
  })
})
