import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleEntries } from '../support/bundleEntries.ts'
import { chromiumPath, withoutElectron } from '../support/runtimes.ts'
import type { Frames } from './framesDuring.ts'
import { makeInputs, readThrough } from './inputs/makeInputs.ts'
import type { Host, TracePageFigures } from './measureTracePage.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { table } from './table.ts'
import { TRACE_INPUTS, traceInputs, type TraceInputName } from './traceInputs.ts'

export const TRACE_USAGE = `trace [--only ${TRACE_INPUTS.join(',')}] [--runs 3] [--hosts browser,desktop]`

const HOSTS: Host[] = ['browser', 'desktop']
const MOST_OF_PARSE = 3
const MOST_FRAME_MS = 100
const MOST_MEGABYTES = 600
const MOST_SEARCH_MS = 500

interface Measured {
  name: TraceInputName
  host: Host
  parse: number
  figures: TracePageFigures
}

/**
 * Opens large traces in the built program, in a browser and in the window, in turn with Chromium's fetching and
 * parsing of the same file alone, and works with them by wheel and keys. Prints medians of the runs and the bars.
 */
export async function traceBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      only: { type: 'string', default: TRACE_INPUTS.join(',') },
      runs: { type: 'string', default: '3' },
      hosts: { type: 'string', default: HOSTS.join(',') },
    },
  })
  const names = chosen(TRACE_INPUTS, values.only, '--only')
  const hosts = chosen(HOSTS, values.hosts, '--hosts')
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 on')
  if (!chromiumPath()) throw new Error('there is no Chromium')
  const obstacle = hosts.includes('desktop') ? withoutElectron() : null
  if (obstacle) throw new Error(`the window cannot be measured: ${obstacle}`)
  const folder = await makeInputs(names.map((name) => traceInputs[name]))
  const program = await bundleEntries({ runTrace: 'test/bench/runTrace.ts' })
  try {
    const measured: Measured[] = []
    for (const name of names) {
      const file = join(folder, traceInputs[name].file)
      await readThrough(file)
      const ask = async (what: string) =>
        JSON.parse((await runMeasured([join(program, 'runTrace.js'), what, file])).stdout)
      const parses: number[] = []
      const pages: Record<Host, TracePageFigures[]> = { browser: [], desktop: [] }
      for (let run = 0; run < runs; run++) {
        parses.push(await ask('parse'))
        for (const host of hosts) pages[host].push(await ask(host))
      }
      for (const host of hosts) measured.push({ name, host, parse: median(parses), figures: middle(pages[host]) })
    }
    process.stdout.write(`${say(measured).join('\n')}\n`)
  } finally {
    await rm(program, { recursive: true, force: true })
  }
}

function chosen<Name extends string>(known: readonly Name[], text: string, option: string): Name[] {
  const wanted: string[] = text.split(',')
  const found = known.filter((name) => wanted.includes(name))
  if (found.length !== wanted.length) throw new Error(`${option} takes ${known.join(', ')}`)
  return found
}

/** The median of each figure; of frames that of the run whose longest is in the middle. */
function middle(runs: TracePageFigures[]): TracePageFigures {
  const of = (figure: (run: TracePageFigures) => number) => median(runs.map(figure))
  const frames: Record<string, Frames> = {}
  for (const name of Object.keys(runs[0]?.frames ?? {})) {
    const sorted = runs.flatMap((run) => run.frames[name] ?? []).toSorted((a, b) => a.longest - b.longest)
    const found = sorted[Math.floor(sorted.length / 2)]
    if (found) frames[name] = found
  }
  return {
    chosen: of((run) => run.chosen),
    reopened: of((run) => run.reopened),
    searched: of((run) => run.searched),
    megabytes: of((run) => run.megabytes),
    frames,
  }
}

function say(measured: Measured[]): string[] {
  const bars = table([
    ['milliseconds', 'host', 'parse', 'chosen', '×', '', 'reopened', '', 'text', '', 'MB', ''],
    ...measured.map(({ name, host, parse, figures }) => {
      const { spans } = traceInputs[name]
      const { chosen, reopened, searched, megabytes } = figures
      const isLarge = spans >= 1_000_000
      return [
        traceInputs[name].title,
        host,
        Math.round(parse).toString(),
        Math.round(chosen).toString(),
        (chosen / parse).toFixed(2),
        bar(chosen, spans < 100_000 ? 1_500 : parse * MOST_OF_PARSE),
        Math.round(reopened).toString(),
        spans < 100_000 ? '' : bar(reopened, isLarge ? 2_000 : 500),
        Math.round(searched).toString(),
        isLarge ? bar(searched, MOST_SEARCH_MS) : '',
        Math.round(megabytes).toString(),
        isLarge ? bar(megabytes, MOST_MEGABYTES) : '',
      ]
    }),
  ])
  const frames = table([
    ['frames, milliseconds', 'host', 'while', 'median', 'p99', 'longest', 'task', ''],
    ...measured.flatMap(({ name, host, figures }) =>
      Object.entries(figures.frames).map(([action, { median, p99, longest, longestTask }]) => [
        traceInputs[name].title,
        host,
        action,
        ...[median, p99, longest, longestTask].map((time) => Math.round(time).toString()),
        bar(Math.max(longest, longestTask), MOST_FRAME_MS),
      ]),
    ),
  ])
  return [...bars, '', ...frames]
}

function bar(measured: number, most: number): string {
  return measured <= most ? 'ok' : 'MISSED'
}
