import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../preload/contract/failure'
import { electronRuntime } from './electronRuntime'
import { serveCommand, type ServeOptions } from './serve'

/** An end this soon means that the window never came up. */
const STARTUP_MS = 10_000

/**
 * Opens the desktop window. Where it cannot be had, says why in one line and serves the same program
 * to a browser instead.
 */
export async function openCommand(options: Omit<ServeOptions, 'port'>): Promise<number> {
  for (const path of options.paths) {
    const present = await stat(path).catch(() => null)
    if (!present)
      throw new Failed({ code: 'file_unreadable', path, problem: 'there is no such file, folder or command' })
  }
  const runtime = await electronRuntime()
  if (runtime.path === null) return serveInstead(runtime.obstacle, options)

  const startedAt = Date.now()
  const code = await runWindow(runtime.path, options)
  if (code === 0 || options.signal.aborted) return 0
  if (Date.now() - startedAt > STARTUP_MS) return 1
  return serveInstead(`Electron ended at once with status ${code}`, options)
}

function runWindow(
  electron: string,
  { entryFolder, paths, signal }: Omit<ServeOptions, 'port'>,
): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(electron, [join(entryFolder, '../..'), ...paths], { stdio: 'inherit' })
    signal.addEventListener('abort', () => child.kill(), { once: true })
    child.on('error', () => resolve(null))
    child.on('close', resolve)
  })
}

function serveInstead(obstacle: string, options: Omit<ServeOptions, 'port'>): Promise<number> {
  process.stderr.write(`No desktop window (${obstacle}): here is the same program for a browser.\n`)
  return serveCommand({ ...options, port: 0 })
}
