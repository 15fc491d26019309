import { getContext, setContext } from 'svelte'
import type { OpenedArchive } from '../../preload/contract/archive'
import type { Failure } from '../../preload/contract/failure'
import { Turns } from '../../preload/contract/Turns'
import { chooseFiles } from './chooseFiles'
import { startWork } from './idle'
import { nameOfFiles, nameOfPaths } from './nameOfFiles'
import type { Notices } from './notices.svelte'
import { OpeningJob, type OpeningPlan } from './OpeningJob.svelte'
import { rememberedArchive } from './rememberedArchive'
import { sayAdding, sayChange, sayOpening } from './sayOpening'
import type { Session } from './session.svelte'

/**
 * The ways from dropped or chosen files to an open archive, or into the one that is shown. Imports wait for
 * one another; what only has to be looked up is opened meanwhile.
 */
export class Opening {
  /** In their order: those under way, then those that wait, and those that ended unseen. */
  jobs = $state.raw<OpeningJob[]>([])
  /** Whether the user waits for what is under way; otherwise it goes on in the background. */
  inFront = $state(false)
  /** Whether what is under way is shown because the user asked to see it. */
  askedFor = $state(false)
  failure = $state.raw<Failure | undefined>()
  /** The archive whose summary is shown. */
  summarised = $state.raw<OpenedArchive | undefined>()
  /** While the archive of before a reload, or one named on the command line, is looked for. */
  starting = $state(true)
  readonly #session: Session
  readonly #notices: Notices
  /** A browser hands over the files of one opening after those of another. */
  readonly #uploads = new Turns()
  #again: (() => void) | undefined
  /** The archive changed while it was being added to. */
  #changedMeanwhile = false

  constructor(session: Session, notices: Notices) {
    this.#session = session
    this.#notices = notices
    session.onChanged = () => void this.#changed()
  }

  get running(): OpeningJob[] {
    return this.jobs.filter((job) => job.running)
  }

  /** The job that is at work, or the first that waits. */
  get current(): OpeningJob | undefined {
    return this.running.find(({ step }) => step.kind !== 'waiting') ?? this.running[0]
  }

  /** Opens what the command line named, else what was open before the page was reloaded. */
  async start(): Promise<void> {
    const endWork = startWork()
    const named = (await this.#session.explorer.shell.ask('launch.paths', {})).value ?? []
    const before = rememberedArchive()
    if (named.length > 0) await this.openPaths(named)
    else if (before !== undefined) await this.#start(this.#planOfPaths([before]), { stay: true })
    this.starting = false
    endWork()
  }

  /** Opens paths; `name` is what to call them, their own names unless given. */
  openPaths(paths: string[], name?: string): Promise<void> {
    return this.#start(this.#planOfPaths(paths, name))
  }

  openSample(): Promise<void> {
    const { shell } = this.#session.explorer
    return this.#start({ name: 'Sample', into: null, ask: (_, options) => shell.ask('sample.open', {}, options) })
  }

  /** Opens files which the page was given, once it has them. In a browser they are sent to the program first. */
  openFiles(given: File[] | Promise<File[]>): Promise<void> {
    return this.#start(this.#planOfFiles(given, null))
  }

  /** Adds files which the page was given to the archive that is shown. */
  async addFiles(given: File[] | Promise<File[]>): Promise<void> {
    const into = this.#session.archive?.path
    if (into !== undefined) await this.#start(this.#planOfFiles(given, into))
  }

  /** Lets the user choose what to open. */
  choose(kind: 'files' | 'folder'): Promise<void> {
    return this.#choose(kind, null)
  }

  /** Lets the user choose what to add to the archive that is shown. */
  async chooseToAdd(kind: 'files' | 'folder'): Promise<void> {
    const into = this.#session.archive?.path
    if (into !== undefined) await this.#choose(kind, into)
  }

  /** Shows what is under way, what waits, and what ended unseen. */
  show(): void {
    this.askedFor = true
    this.inFront = true
  }

  /** Lets what is under way go on in the background. */
  hide(): void {
    this.inFront = false
  }

  cancel(job = this.current): void {
    job?.cancel()
  }

  /** Tries again what failed: a job that ended unseen, or else what the shown failure is about. */
  retry(job?: OpeningJob): void {
    if (job) {
      this.dismiss(job)
      return void this.#start(job.plan)
    }
    this.failure = undefined
    this.#again?.()
  }

  dismissFailure(): void {
    this.failure = undefined
  }

  /** Shows what came of a job that ended unseen. */
  async look(job: OpeningJob): Promise<void> {
    this.dismiss(job)
    this.inFront = false
    if (job.failure) this.#fail(job, job.failure)
    else if (!job.opened) return
    else if (job.opened.path === this.#session.archive?.path) this.summarise(job.opened)
    else await this.#turnTo(job.opened, false)
  }

  dismiss(job: OpeningJob): void {
    this.jobs = this.jobs.filter((other) => other !== job)
    if (this.jobs.length === 0) this.inFront = false
  }

  /** Shows what is in the open archive, and what was left out of it. */
  summarise(archive = this.#session.archive): void {
    this.summarised = archive
  }

  dismissSummary(): void {
    this.summarised = undefined
  }

  #planOfPaths(paths: string[], name = nameOfPaths(paths), into: string | null = null): OpeningPlan {
    const { shell } = this.#session.explorer
    const ask: OpeningPlan['ask'] = (_, options) =>
      into === null
        ? shell.ask('archive.open', { paths }, options)
        : shell.ask('archive.add', { archive: into, paths }, options)
    return { name, into, ask }
  }

  #planOfFiles(given: File[] | Promise<File[]>, into: string | null): OpeningPlan {
    const { desktop, pathsOf } = this.#session.explorer
    return {
      name: 'Files',
      into,
      ask: async (job, options) => {
        const files = await given
        job.name = nameOfFiles(files)
        const leave = desktop
          ? undefined
          : await this.#uploads.enter(options.signal, (ahead) => job.linger({ kind: 'waiting', ahead }))
        try {
          const onProgress = (sentBytes: number, totalBytes: number) =>
            job.linger({ kind: 'uploading', fileCount: files.length, sentBytes, totalBytes })
          const { value: paths, failure } = await pathsOf(files, { ...options, onProgress })
          if (failure) return { failure }
          if (paths.length === 0) return { failure: { code: 'nothing_to_import', paths: [] } }
          job.step = { kind: 'asking' }
          return await this.#planOfPaths(paths, job.name, into).ask(job, options)
        } finally {
          leave?.()
        }
      },
    }
  }

  async #choose(kind: 'files' | 'folder', into: string | null): Promise<void> {
    const { desktop, shell } = this.#session.explorer
    if (!desktop) {
      const files = await chooseFiles(kind)
      return files.length > 0 ? this.#start(this.#planOfFiles(files, into)) : undefined
    }
    const { value, failure } = await shell.ask('dialog.choose', { kind })
    if (failure) this.failure = failure
    else if (value.length > 0) await this.#start(this.#planOfPaths(value, nameOfPaths(value), into))
  }

  /** Runs a plan to its end. With `stay` the place in the address is kept. */
  async #start(plan: OpeningPlan, { stay = false } = {}): Promise<void> {
    const job = new OpeningJob(plan)
    const endWork = startWork()
    if (this.running.length === 0) {
      this.inFront = plan.into === null
      this.askedFor = false
    }
    this.failure = undefined
    if (plan.into === null) this.summarised = undefined
    this.jobs = [...this.jobs, job]
    const { value, failure } = await job.run()
    if (failure) this.#failed(job, failure)
    else if (plan.into === null) await this.#arrive(job, value, stay)
    else await this.#added(job, value)
    endWork()
  }

  #failed(job: OpeningJob, failure: Failure): void {
    if (failure.code === 'cancelled') {
      this.dismiss(job)
      this.#notices.say('Cancelled. Nothing was kept.')
    } else if (this.#isSeen(job)) {
      this.dismiss(job)
      this.inFront = false
      this.#fail(job, failure)
    } else {
      job.outcome = { failure }
      this.#notices.say(`${job.name} was not imported.`, { label: 'Details', run: () => void this.look(job) })
    }
    if (this.#changedMeanwhile) void this.#changed()
  }

  #fail({ plan }: OpeningJob, failure: Failure): void {
    this.failure = failure
    this.#again = () => void this.#start(plan)
  }

  /** What the user waits for is shown at once; what ends in the background waits until they ask for it. */
  async #arrive(job: OpeningJob, opened: OpenedArchive, stay: boolean): Promise<void> {
    if (this.#isSeen(job)) {
      await this.#turnTo(opened, stay)
      this.inFront = this.inFront && !job.lasted && this.running.length > 1
      this.dismiss(job)
    } else {
      job.outcome = { opened }
      const text = sayOpening(opened, undefined) ?? `${opened.name} is open.`
      this.#notices.say(`${opened.name}: ${text}`, { label: 'Open', run: () => void this.look(job) })
    }
  }

  async #turnTo(opened: OpenedArchive, stay: boolean): Promise<void> {
    await this.#session.turnTo(opened)
    if (stay) return
    const { route } = this.#session
    route.go('traces')
    // There is nothing to choose from; the way back leads to the list.
    if (opened.onlyTraceId !== undefined) route.go('trace', { argument: opened.onlyTraceId })
    const left = opened.report?.problems.length ?? 0
    if (left > 0) return this.summarise(opened)
    void this.#sayOpening(opened)
  }

  async #sayOpening(opened: OpenedArchive): Promise<void> {
    await this.#session.described
    const text = sayOpening(opened, this.#session.summary)
    if (text !== undefined) this.#notices.say(text, { label: 'Details', run: () => this.summarise() })
  }

  async #added(job: OpeningJob, opened: OpenedArchive): Promise<void> {
    this.#changedMeanwhile = false
    const shown = this.#session.archive?.path === opened.path
    if (shown) await this.#session.renew(opened)
    const left = opened.report?.problems.length ?? 0
    if (left > 0) job.outcome = { opened }
    else this.dismiss(job)
    const look = left > 0 || !shown ? () => void this.look(job) : () => this.summarise(opened)
    this.#notices.say(sayAdding(opened), { label: 'Details', run: look })
  }

  /** The file of the archive that is shown has become another. What this window adds is told when it has ended. */
  async #changed(): Promise<void> {
    const { archive } = this.#session
    this.#changedMeanwhile = archive !== undefined && this.running.some(({ plan }) => plan.into === archive.path)
    if (!archive || this.#changedMeanwhile) return
    await this.#session.renew(archive)
    await this.#session.described
    this.#notices.say(sayChange(this.#session.summary), { label: 'Details', run: () => this.summarise() })
  }

  #isSeen(job: OpeningJob): boolean {
    return this.inFront || !job.lasted
  }
}

const key = Symbol('opening')

export function setOpening(opening: Opening): Opening {
  return setContext(key, opening)
}

export function useOpening(): Opening {
  return getContext<Opening>(key)
}
