import { spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** The runtime's own downloader gives no sign of life for minutes where its host cannot be reached. */
const PROBE_MS = 20_000

type Runtime = { path: string } | { path: null; obstacle: string }

/**
 * The path of Electron's executable, downloaded if that has not happened yet, or why there can be no window.
 * The `electron` package itself downloads it at first use, and honours `ELECTRON_OVERRIDE_DIST_PATH` and `ELECTRON_MIRROR`.
 */
export async function electronRuntime(): Promise<Runtime> {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { path: null, obstacle: 'there is no display' }
    if (process.getuid?.() === 0) return { path: null, obstacle: 'Electron does not run as root' }
  }
  const require = createRequire(import.meta.url)
  let folder: string
  try {
    folder = dirname(require.resolve('electron/package.json'))
  } catch {
    return { path: null, obstacle: 'the package electron is not installed' }
  }
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH && !(await isDownloaded(folder))) {
    const version = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
    const address = downloadAddress(version.version)
    process.stderr.write(`Fetching Electron's runtime, once …\n`)
    if (!(await answers(address)))
      return { path: null, obstacle: `Electron's runtime cannot be fetched from ${new URL(address).host}` }
    if (!(await download(folder))) return { path: null, obstacle: "Electron's runtime could not be installed" }
  }
  const path: unknown = require('electron')
  return typeof path === 'string' ? { path } : { path: null, obstacle: 'the package electron names no executable' }
}

async function isDownloaded(folder: string): Promise<boolean> {
  const name = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null)
  if (name === null) return false
  return stat(join(folder, 'dist', name)).then(
    () => true,
    () => false,
  )
}

/** As https://github.com/electron/get composes it. */
function downloadAddress(version: string): string {
  const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/'
  return `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })).ok
  } catch {
    return false
  }
}

function download(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 2, 2] })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}
