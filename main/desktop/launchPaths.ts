import type { BrowserWindow } from 'electron'
import { z } from 'zod'

/** What one start of the program hands to the one that is running already. */
export const handedOver = z.object({ paths: z.array(z.string()) })
export type HandedOver = z.infer<typeof handedOver>

/** The paths that each new window is to open. */
export class LaunchPaths {
  readonly #paths = new WeakMap<BrowserWindow, string[]>()

  give(window: BrowserWindow, paths: string[]): void {
    this.#paths.set(window, paths)
  }

  /** Whoever takes them has them; a reloaded page finds none. */
  take(window: BrowserWindow): string[] {
    const paths = this.#paths.get(window) ?? []
    this.#paths.delete(window)
    return paths
  }
}
