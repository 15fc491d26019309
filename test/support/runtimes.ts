import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

export const projectFolder = join(import.meta.dirname, '../..')
export const builtEntries = join(projectFolder, 'out/main')
export const builtRenderer = join(projectFolder, 'out/renderer')

/** Why there can be no desktop window here, or null. */
export function withoutElectron(): string | null {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display'
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return null
  const downloaded = existsSync(join(require.resolve('electron/package.json'), '../dist/version'))
  return downloaded ? null : "Electron's runtime is not here"
}

/** A Chromium for the browser host: the one named, the system's, or Playwright's own. */
export function chromiumPath(): string | null {
  const places = [
    process.env.TRACELOUPE_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
  ]
  return places.find((place) => place !== undefined && existsSync(place)) ?? null
}

/** Sandboxes of Chromium and Electron refuse to work for root. */
export const sandboxArguments: string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []
