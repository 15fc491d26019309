import { spansPerSecond, type Bar } from './importBars.ts'
import type { ImportBench } from './importBench.ts'
import { benchInputs, type BenchInput } from './inputs/benchInputs.ts'
import type { ImportFigures } from './measureImport.ts'
import { median } from './median.ts'
import { table } from './table.ts'

const COLUMNS = [
  'input',
  'MB',
  's',
  'runs',
  'MB/s',
  'spans/s',
  'parse s',
  '× parse',
  'SQL s',
  'faster',
  'peak MB',
  'SQL peak',
  'archive MB',
]

/** The figures as tables, ending in a newline. */
export function sayImportBench({ machine, figures, openingMs, bars }: ImportBench): string {
  const inputs: Record<string, BenchInput> = benchInputs
  const rows = Object.entries(figures).map(([name, of]) => [inputs[name]?.title ?? name, ...figureCells(of)])
  const opening = openingMs.map((milliseconds) => `${number(milliseconds)} ms`).join(' at 300 k spans, ')
  return [
    machine,
    '',
    ...table([COLUMNS, ...rows]),
    '',
    ...(opening === '' ? [] : [`opening a trace: ${opening} at 3 M`, '']),
    ...table(bars.map(barCells)),
    '',
    'Medians. Peak: the process tree’s own memory, and its programs and libraries once.',
    '',
  ].join('\n')
}

function figureCells(of: ImportFigures): string[] {
  const seconds = median(of.seconds)
  const [parse, sql] = [median(of.parseSeconds), median(of.sqlSeconds)]
  return [
    megabytes(of.bytes),
    number(seconds),
    of.seconds.map(number).join(' '),
    megabytes(of.bytes / seconds),
    Math.round(spansPerSecond(of)).toLocaleString('en'),
    number(parse),
    number(seconds / parse),
    number(sql),
    number(sql / seconds),
    megabytes(of.peakBytes),
    megabytes(of.sqlPeakBytes),
    megabytes(of.archiveBytes),
  ]
}

function barCells({ what, measured, most, least, unit, reached }: Bar): string[] {
  const limit = most === undefined ? `≥ ${least}` : `≤ ${most}`
  return [what, `${number(measured)} ${unit}`, limit, reached ? 'ok' : 'MISSED']
}

function number(value: number): string {
  if (Number.isNaN(value)) return '–'
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2)
}

function megabytes(bytes: number): string {
  return Number.isNaN(bytes) ? '–' : String(Math.round(bytes / 1e6))
}
