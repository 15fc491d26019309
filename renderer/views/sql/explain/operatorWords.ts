import type { PlanNode } from '../../../../preload/contract/sql/held'

/** What an operator does, in words, and what it works on, in one short line. */
export function operatorWords(node: PlanNode): { words: string; subject: string } {
  return { words: wordsOf(node), subject: subjectOf(node) }
}

/** DuckDB's names; those that are missing are made readable. */
const WORDS: Record<string, string> = {
  SEQ_SCAN: 'Scan',
  TABLE_SCAN: 'Scan',
  INDEX_SCAN: 'Look up in an index',
  COLUMN_DATA_SCAN: 'Read kept rows',
  DUMMY_SCAN: 'One row without columns',
  EMPTY_RESULT: 'No rows at all',
  DELIM_SCAN: 'Read the distinct outer values',
  CTE: 'Keep a named query',
  CTE_SCAN: 'Read a named query',
  RECURSIVE_CTE: 'Repeat until nothing is new',
  REC_CTE_SCAN: 'Read the rows of the round before',
  FILTER: 'Filter',
  PROJECTION: 'Compute columns',
  HASH_GROUP_BY: 'Group',
  PERFECT_HASH_GROUP_BY: 'Group by few values',
  PARTITIONED_AGGREGATE: 'Group by partition',
  UNGROUPED_AGGREGATE: 'Aggregate all rows',
  SIMPLE_AGGREGATE: 'Aggregate all rows',
  STREAMING_WINDOW: 'Window over rows as they come',
  WINDOW: 'Window',
  HASH_JOIN: 'Join by hash',
  PIECEWISE_MERGE_JOIN: 'Join by order',
  IE_JOIN: 'Join by inequalities',
  ASOF_JOIN: 'Join with the nearest',
  NESTED_LOOP_JOIN: 'Join each with each, by a condition',
  BLOCKWISE_NL_JOIN: 'Join each with each, by any condition',
  CROSS_PRODUCT: 'Join each with each',
  POSITIONAL_JOIN: 'Join by position',
  POSITIONAL_SCAN: 'Scan side by side',
  LEFT_DELIM_JOIN: 'Join a dependent query',
  RIGHT_DELIM_JOIN: 'Join a dependent query',
  DELIM_JOIN: 'Join a dependent query',
  ORDER_BY: 'Sort',
  TOP_N: 'The first few in order',
  LIMIT: 'The first rows',
  STREAMING_LIMIT: 'The first rows',
  LIMIT_PERCENT: 'A share of the rows',
  RESERVOIR_SAMPLE: 'Sample',
  STREAMING_SAMPLE: 'Sample',
  UNION: 'Put together',
  UNNEST: 'Unfold lists',
  PIVOT: 'Pivot',
  INOUT_FUNCTION: 'Table function of each row',
  EXPRESSION_SCAN: 'Written values',
}

function wordsOf({ name, details }: PlanNode): string {
  const said = details.find(({ label }) => label === 'Projections')?.text ?? ''
  if (name === 'PROJECTION' && said.includes('__internal_decompress')) return 'Unpack columns'
  if (name === 'PROJECTION' && said.includes('__internal_compress')) return 'Pack columns'
  const known = WORDS[name]
  if (known !== undefined) return known
  const words = name.replaceAll('_', ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The details that say most, in this order. */
const TELLING = ['Table', 'Function', 'Conditions', 'Groups', 'Aggregates', 'Order By', 'Top', 'Expression', 'Filters']
const OTHERWISE = ['CTE Name', 'Projections', 'Expressions', 'Text']

function subjectOf({ details }: PlanNode): string {
  const textOf = (label: string) => {
    const text = details.find((detail) => detail.label === label)?.text
    if (text === undefined) return []
    const line = text.split('\n').join(', ')
    if (label === 'Table') return [tableName(line)]
    return [label === 'Filters' ? `where ${line}` : label === 'Top' ? `${line} rows` : line]
  }
  const telling = TELLING.flatMap(textOf)
  return (telling.length > 0 ? telling : OTHERWISE.flatMap(textOf)).join(' · ')
}

/** Without the archive's own name, and without the schema where the table is one that statements name. */
function tableName(path: string): string {
  return path.split('.').at(-1)?.replaceAll('"', '') ?? path
}
