#!/usr/bin/env node
import { join, resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Failed, failureOf } from '../preload/contract/failure'
import { failureLine } from './commands/failureLine'
import { readRedactions } from './commands/readRedactions'
import { USAGE, usageOf, UsageError, version } from './commands/usage'

/** Where the build put this entry and those of the hosts. */
const entryFolder = import.meta.dirname
const rendererFolder = join(entryFolder, '../renderer')

/** Of commands whose answer can go to a file. */
const OUTPUT = { format: { type: 'string' }, output: { type: 'string' }, force: { type: 'boolean' } } as const

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`traceloupe: ${error.message}\n${USAGE}\n`)
    return 2
  }
  const failure = failureOf(error)
  if (failure.code === 'cancelled') return 130
  process.stderr.write(failureLine(failure))
  return 1
})
// What is said may still be on its way through a pipe; hosts that are winding down are not waited for.
for (const stream of [process.stdout, process.stderr])
  await new Promise<unknown>((resolve) => stream.write('', resolve))
process.exit()

async function run([name = 'open', ...rest]: string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') return say(USAGE)
  if (name === '--version' || name === '-v') return say(version)
  if (rest.includes('--help') || rest.includes('-h')) return say(usageOf(name))
  const { signal } = interrupted

  // Each command loads what it needs: all of it takes longer than a small import.
  switch (name) {
    case 'import': {
      const { values, positionals } = parse(rest, { into: { type: 'string' }, json: { type: 'boolean' } })
      if (positionals.length === 0) throw new UsageError('import: which files?')
      if (!values.into) throw new UsageError('import: --into <archive.duckdb> is missing')
      const [{ importCommand }, { runImport }, { forkHost }] = await Promise.all([
        import('./commands/import'),
        import('./hosts/runImport'),
        import('./hosts/forkHost'),
      ])
      return importCommand({
        paths: positionals.map((path) => resolve(path)),
        into: resolve(values.into),
        json: values.json ?? false,
        signal,
        run: (parameters, options) => runImport(forkHost, entryFolder, parameters, options),
      })
    }
    case 'sql': {
      const { values, positionals } = parse(rest, OUTPUT)
      const [archive, statement] = exactly(positionals, 'sql', ['archive', 'statement'])
      const [{ sqlCommand, SQL_FORMATS }, { SqlConsole }, { forkHost }] = await Promise.all([
        import('./commands/sql'),
        import('./hosts/SqlConsole'),
        import('./hosts/forkHost'),
      ])
      const output = await outputOf(values)
      const sqlConsole = new SqlConsole({ spawnHost: forkHost, entryFolder, archive: resolve(archive) })
      try {
        return await sqlCommand(
          {
            statement: statement === '-' ? await textOf(process.stdin) : statement,
            format: oneOf(values.format, SQL_FORMATS, '--format'),
            output,
            signal,
          },
          sqlConsole,
        )
      } finally {
        await sqlConsole.close()
      }
    }
    case 'trace': {
      const { values, positionals } = parse(rest, OUTPUT)
      const [archive, traceId] = exactly(positionals, 'trace', ['archive', 'trace-id'])
      const { traceCommand, TRACE_FORMATS } = await import('./commands/trace')
      return traceCommand({
        archive: resolve(archive),
        traceId,
        format: oneOf(values.format, TRACE_FORMATS, '--format') ?? 'tree',
        output: await outputOf(values),
        signal,
      })
    }
    case 'search': {
      const { values, positionals } = parse(rest, { limit: { type: 'string' }, json: { type: 'boolean' } })
      const [archive, query] = exactly(positionals, 'search', ['archive', 'TraceQL'])
      const limit = values.limit === undefined ? undefined : Number(values.limit)
      if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0))
        throw new UsageError('search: --limit takes a whole number')
      const { searchCommand } = await import('./commands/search')
      return searchCommand({ archive: resolve(archive), query, limit, json: values.json ?? false, signal })
    }
    case 'extract': {
      const { given, redactions } = readRedactions(rest)
      const { values, positionals } = parse(given, { into: { type: 'string' }, json: { type: 'boolean' } })
      const [archive, query] = exactly(positionals, 'extract', ['archive', 'TraceQL'])
      if (!values.into) throw new UsageError('extract: --into <new.duckdb> is missing')
      const { extractCommand } = await import('./commands/extract')
      return extractCommand({
        archive: resolve(archive),
        into: resolve(values.into),
        query,
        redactions,
        json: values.json ?? false,
        signal,
      })
    }
    case 'serve': {
      const { values, positionals } = parse(rest, { port: { type: 'string' } })
      const port = Number(values.port ?? 0)
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('serve: --port takes 0 to 65535')
      const { serveCommand } = await import('./commands/serve')
      return serveCommand({
        paths: positionals.map((path) => resolve(path)),
        port,
        entryFolder,
        rendererFolder,
        signal,
      })
    }
    case 'open':
      return open(rest)
    default:
      return open([name, ...rest])
  }
}

async function open(given: string[]): Promise<number> {
  const { positionals } = parse(given, {})
  const { openCommand } = await import('./commands/open')
  const paths = positionals.map((path) => resolve(path))
  return openCommand({ paths, entryFolder, rendererFolder, signal: interrupted.signal })
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Where the answer goes; undefined for stdout. A file that exists is asked about on a terminal. */
async function outputOf({ output, force }: { output?: string; force?: boolean }): Promise<string | undefined> {
  if (output === undefined) return undefined
  const file = resolve(output)
  const { mayReplace } = await import('./commands/mayReplace')
  if (!force && !(await mayReplace(file, interrupted.signal))) throw new Failed({ code: 'cancelled' })
  return file
}

function exactly(given: string[], command: string, names: [string, string]): [string, string] {
  const [first, second, third] = given
  if (first === undefined || second === undefined || third !== undefined)
    throw new UsageError(`${command}: takes ${names.map((name) => `<${name}>`).join(' ')}`)
  return [first, second]
}

function oneOf<Choice extends string>(
  given: string | undefined,
  choices: readonly Choice[],
  option: string,
): Choice | undefined {
  if (given === undefined) return undefined
  const choice = choices.find((choice) => choice === given)
  if (!choice) throw new UsageError(`${option} is one of ${choices.join(', ')}`)
  return choice
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const part of stream.setEncoding('utf8')) text += String(part)
  return text
}

function say(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}
