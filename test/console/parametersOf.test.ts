import { expect, it } from 'vitest'
import { parametersOf } from '../../preload/contract/sql/parametersOf'

it.each([
  ['SELECT $a, $b + $a', ['a', 'b']],
  ['SELECT $From, $from', ['From']],
  ['SELECT $a_1::INTEGER[$b]', ['a_1', 'b']],
  ['SELECT $1, ?, 1', []],
  [`SELECT '$a', "$b", E'\\'$c', $$ $d $$, $tag$ $e $tag$`, []],
  ['-- $a\nSELECT /* $b /* $c */ */ $d', ['d']],
  ['SELECT a$b, $select', ['select']],
  ['SELECT $', []],
  ['', []],
])('finds the parameters of %s', (text, names) => {
  expect(parametersOf(text)).toEqual(names)
})
