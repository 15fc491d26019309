import { SQLDialect } from '@codemirror/lang-sql'
import type { SqlVocabulary } from '../../../preload/contract/sql/vocabulary'

const TYPES =
  'bigint bit blob boolean char date datetime decimal double enum float hugeint integer int interval json list map ' +
  'numeric real smallint string struct text time timestamp timestamptz timestamp_ms timestamp_ns timestamp_s tinyint ' +
  'ubigint uhugeint uinteger union usmallint utinyint uuid varchar variant'

type Words = Pick<SqlVocabulary, 'keywords' | 'functions' | 'relations'>

/** SQL as the running DuckDB understands it. Names of columns are no keywords, though some such as `name` may be. */
export function duckdbDialect({ keywords, functions, relations }: Words): SQLDialect {
  const names = new Set(relations.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]))
  const types = new Set(TYPES.split(' ').filter((type) => !names.has(type)))
  const words = keywords.map((word) => word.toLowerCase()).filter((word) => !types.has(word) && !names.has(word))
  const known = new Set([...words, ...types])
  return SQLDialect.define({
    keywords: words.join(' '),
    types: [...types].join(' '),
    builtin: functions.filter((name) => !known.has(name)).join(' '),
    doubleDollarQuotedStrings: true,
    operatorChars: '+-*/<>=~!@#%^&|`?:',
    specialVar: '',
    caseInsensitiveIdentifiers: true,
  })
}

/** What every SQL has, until the vocabulary is there. */
export const plainDialect = duckdbDialect({
  keywords: (
    'and as asc between by case cast desc describe distinct else end except exists explain filter from full group ' +
    'having in inner intersect is join left like limit not null nulls offset on or order outer over partition pivot ' +
    'qualify recursive right select show summarize table then union unnest using values when where window with'
  ).split(' '),
  functions: ['avg', 'count', 'max', 'median', 'min', 'round', 'sum'],
  relations: [],
})
