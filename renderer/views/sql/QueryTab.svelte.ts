import type { KeptTab } from '../../../preload/contract/queries'
import { guessType } from './parameters/readParameter'
import type { StatementRun } from './StatementRun.svelte'

/** What stands in the inputs of a tab's parameters, by name. */
export type ParameterValues = KeptTab['values']

/** A text of statements, and what came of those that ran. */
export class QueryTab {
  readonly id: string
  /** Empty for one that was given no name. */
  name = $state('')
  text = $state('')
  cursor = 0
  values = $state.raw<ParameterValues>({})
  /** Of the last run, in the order of the statements. */
  runs = $state.raw<readonly StatementRun[]>([])
  shown = $state.raw<StatementRun | undefined>()
  /** Which way its results are looked at. */
  view = $state('rows')
  /** What was shown before these ran, until something comes of them. */
  before = $state.raw<StatementRun | undefined>()

  constructor({ id, name, text, cursor, values }: Omit<KeptTab, 'keptAt'>) {
    this.id = id
    this.name = name
    this.text = text
    this.cursor = cursor
    this.values = values
  }

  /** What stands in the input of a parameter. */
  valueOf(name: string): ParameterValues[string] {
    return this.values[name] ?? { type: guessType(name), text: '' }
  }

  get running(): StatementRun | undefined {
    return this.runs.find(({ running }) => running)
  }

  get title(): string {
    return this.name === '' ? titleOf(this.text) : this.name
  }

  /** Stops what runs, and what would run after it. */
  cancel(): void {
    for (const run of this.runs) run.cancel()
  }

  /** What came of its statements goes. */
  forget(): void {
    this.cancel()
    this.runs = []
    this.shown = undefined
    this.before = undefined
  }
}

/** The first line that says something: of a comment what it says. */
function titleOf(text: string): string {
  const line = text.split('\n', 50).find((line) => /\w/.test(line)) ?? ''
  const said = line.replace(/^\s*--\s*(title:\s*)?/, '').trim()
  return said === '' ? 'New query' : said.length > 40 ? `${said.slice(0, 39).trimEnd()}…` : said
}
