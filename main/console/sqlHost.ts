import { rmSync } from 'node:fs'
import type { DuckDBInstance } from '@duckdb/node-api'
import { serve, type Handlers } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { acceptPorts } from '../hosts/acceptPorts'
import { exportStatement } from './exportStatement'
import { openConsole } from './openConsole'
import { readVocabulary } from './readVocabulary'
import { sqlHostRequests, type SqlHostRequests } from './sqlHostRequests'
import { SqlSessions } from './SqlSessions'
import { startWatchdog } from './startWatchdog'

/** The process that runs the statements which users write. It may be killed at any moment. */
interface Console {
  instance: DuckDBInstance
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
    opened = { instance, sessions: new SqlSessions(instance), writableFile, vocabulary: null }
    return null
  },
  run: ({ session, statement }, context) => console().sessions.run(session, statement, context),
  rows: ({ session, ...page }) => console().sessions.rows(session, page),
  vocabulary() {
    const held = console()
    held.vocabulary ??= readVocabulary(held.instance).catch((error: unknown) => {
      held.vocabulary = null
      throw error
    })
    return held.vocabulary
  },
  export({ statement }, context) {
    const { instance, writableFile: file } = console()
    if (file === null) throw new Failed({ code: 'unexpected', message: 'this console writes no file' })
    return exportStatement(instance, { statement, file }, context)
  },
}

acceptPorts((port) => serve(port, sqlHostRequests, handlers))
