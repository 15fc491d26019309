import { getContext, setContext } from 'svelte'
import type { ImportProgress, OpenedArchive } from '../../preload/contract/archive'
import type { Result } from '../../preload/contract/channel'
import { failureOf, type Failure } from '../../preload/contract/failure'
import { chooseFiles } from './chooseFiles'
import { startWork } from './idle'
import type { Notices } from './notices.svelte'
import { sayOpening } from './sayOpening'
import { rememberedArchive } from './rememberedArchive'
import type { Session } from './session.svelte'

/** What an opening is doing now. */
export type OpeningStep =
  | { kind: 'asking' }
  | { kind: 'uploading'; fileCount: number; sentBytes: number; totalBytes: number }
  | { kind: 'importing'; progress: ImportProgress }

type Question = (options: {
  signal: AbortSignal
  onProgress: (progress: ImportProgress) => void
}) => Promise<Result<OpenedArchive>>

/** The way from dropped or chosen files to an open archive: one at a time, to be followed and to be cancelled. */
export class Opening {
  step = $state.raw<OpeningStep | undefined>()
  /** Between the wish to cancel and the end of it. */
  cancelling = $state(false)
  failure = $state.raw<Failure | undefined>()
  /** The archive whose summary is shown. */
  summarised = $state.raw<OpenedArchive | undefined>()
  /** While the archive of before a reload, or one named on the command line, is looked for. */
  starting = $state(true)
  readonly #session: Session
  readonly #notices: Notices
  #running: AbortController | undefined
  #again: (() => void) | undefined

  constructor(session: Session, notices: Notices) {
    this.#session = session
    this.#notices = notices
  }

  /** Opens what the command line named, else what was open before the page was reloaded. */
  async start(): Promise<void> {
    const endWork = startWork()
    const shell = this.#session.explorer.shell
    const named = (await shell.ask('launch.paths', {})).value ?? []
    const before = rememberedArchive()
    if (named.length > 0) await this.openPaths(named)
    else if (before !== undefined) await this.#restore(before)
    this.starting = false
    endWork()
  }

  async openPaths(paths: string[]): Promise<void> {
    this.#again = () => void this.openPaths(paths)
    await this.#run((options) => this.#session.explorer.shell.ask('archive.open', { paths }, options))
  }

  async openSample(): Promise<void> {
    this.#again = () => void this.openSample()
    await this.#run((options) => this.#session.explorer.shell.ask('sample.open', {}, options))
  }

  /** Opens files which the page was given, once it has them. In a browser they are sent to the program first. */
  async openFiles(given: File[] | Promise<File[]>): Promise<void> {
    const { pathsOf, shell } = this.#session.explorer
    await this.#run(async (options) => {
      const files = await given
      this.#again = () => void this.openFiles(files)
      const onProgress = (sentBytes: number, totalBytes: number) => {
        this.step = { kind: 'uploading', fileCount: files.length, sentBytes, totalBytes }
      }
      const paths = await pathsOf(files, { ...options, onProgress })
      if (paths.failure) return paths
      if (paths.value.length === 0) return { failure: { code: 'nothing_to_import', paths: [] } }
      this.step = { kind: 'asking' }
      return shell.ask('archive.open', { paths: paths.value }, options)
    })
  }

  /** Lets the user choose what to open. */
  async choose(kind: 'files' | 'folder'): Promise<void> {
    const { desktop, shell } = this.#session.explorer
    if (!desktop) {
      const files = await chooseFiles(kind)
      return files.length > 0 ? this.openFiles(files) : undefined
    }
    const { value, failure } = await shell.ask('dialog.choose', { kind })
    if (failure) this.failure = failure
    else if (value.length > 0) await this.openPaths(value)
  }

  cancel(): void {
    this.cancelling = this.#running !== undefined
    this.#running?.abort()
  }

  /** Tries again what failed. */
  retry(): void {
    this.failure = undefined
    this.#again?.()
  }

  dismissFailure(): void {
    this.failure = undefined
  }

  /** Shows what is in the open archive, and what was left out of it. */
  summarise(archive = this.#session.archive): void {
    this.summarised = archive
  }

  dismissSummary(): void {
    this.summarised = undefined
  }

  async #run(question: Question): Promise<void> {
    const opened = await this.#ask(question)
    if (!opened) return
    this.#session.route.go('traces')
    const left = opened.report?.problems.length ?? 0
    if (left > 0) return this.summarise(opened)
    await this.#session.described
    const text = sayOpening(opened, this.#session.summary)
    if (text !== undefined) this.#notices.say(text, { label: 'Details', run: () => this.summarise() })
  }

  /** Opens an archive again and stays at the place in the address. */
  async #restore(path: string): Promise<void> {
    this.#again = () => void this.#restore(path)
    const paths = [path]
    await this.#ask((options) => this.#session.explorer.shell.ask('archive.open', { paths }, options))
  }

  async #ask(question: Question): Promise<OpenedArchive | undefined> {
    if (this.#running) return undefined
    const controller = new AbortController()
    const endWork = startWork()
    this.#running = controller
    this.failure = undefined
    this.summarised = undefined
    this.step = { kind: 'asking' }
    try {
      const result = await settled(
        question({
          signal: controller.signal,
          onProgress: (progress) => (this.step = { kind: 'importing', progress }),
        }),
      )
      if (result.failure) {
        this.#settle(result.failure)
        return undefined
      }
      await this.#session.turnTo(result.value)
      return result.value
    } finally {
      this.#running = undefined
      this.cancelling = false
      this.step = undefined
      endWork()
    }
  }

  #settle(failure: Failure): void {
    if (failure.code === 'cancelled') this.#notices.say('Cancelled. Nothing was kept.')
    else this.failure = failure
  }
}

/** What the page's own file interfaces throw, such as a dropped file that is gone again, is a failure like any other. */
async function settled<Value>(answer: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await answer
  } catch (thrown) {
    return { failure: failureOf(thrown) }
  }
}

const key = Symbol('opening')

export function setOpening(opening: Opening): Opening {
  return setContext(key, opening)
}

export function useOpening(): Opening {
  return getContext<Opening>(key)
}
