import { rmSync } from 'node:fs'
import type { DuckDBInstance } from '@duckdb/node-api'
import { serve, type Handlers } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { acceptPorts } from '../hosts/acceptPorts'
import { explainStatement } from './explain/explainStatement'
import { exportStatement } from './export/exportStatement'
import { openConsole } from './openConsole'
import { readVocabulary } from './readVocabulary'
import { sqlHostRequests, type SqlHostRequests } from './sqlHostRequests'
import { SelectedSpans } from './SelectedSpans'
import { SqlSessions } from './SqlSessions'
import { startWatchdog } from './startWatchdog'

/** The process that runs the statements which users write. It may be killed at any moment. */
interface Console {
  instance: DuckDBInstance
  selected: SelectedSpans
  sessions: SqlSessions
  writableFile: string | null
  vocabulary: Promise<SqlVocabulary> | null
}

let opened: Console | null = null

function console(): Console {
  if (opened) return opened
  throw new Failed({ code: 'unexpected', message: 'the console is not open' })
}

const handlers: Handlers<SqlHostRequests> = {
  async open(options) {
    startWatchdog(options.memoryLimitBytes)
    process.once('exit', () => rmSync(options.temporaryFolder, { recursive: true, force: true }))
    const instance = await openConsole(options)
    const { writableFile } = options
    const selected = new SelectedSpans(options.archive)
    const sessions = new SqlSessions(instance, selected)
    opened = { instance, selected, sessions, writableFile, vocabulary: null }
    return null
  },
  run: ({ session, ...asked }, context) => console().sessions.run(session, asked, context),
  rows: (page) => console().sessions.held(page).rows(page),
  arrange: (asked, context) => console().sessions.held(asked).arrange(asked.arrangement, context),
  cell: (asked) => console().sessions.held(asked).cell(asked),
  profile: (asked, context) => console().sessions.held(asked).profile(asked, context),
  chart: (asked, context) => console().sessions.held(asked).chart(asked, context),
  select: (asked, context) => console().sessions.held(asked).select(asked, context),
  vocabulary() {
    const held = console()
    held.vocabulary ??= readVocabulary(held.instance).catch((error: unknown) => {
      held.vocabulary = null
      throw error
    })
    return held.vocabulary
  },
  explain(asked, context) {
    const { instance, selected } = console()
    return explainStatement(instance, { ...asked, selected }, context)
  },
  export(asked, context) {
    const { instance, selected, writableFile: file } = console()
    if (file === null) throw new Failed({ code: 'unexpected', message: 'this console writes no file' })
    return exportStatement(instance, { ...asked, selected, file }, context)
  },
}

acceptPorts((port) => serve(port, sqlHostRequests, handlers))
