import { getContext, setContext } from 'svelte'
import type { ArchiveSummary, OpenedArchive, ServiceSummary } from '../../preload/contract/archive'
import type {
  AnswerOf,
  AskOptions,
  Client,
  ParametersOf,
  ProgressOf,
  Requests,
  Result,
} from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import type { Explorer } from '../explorer'
import { startWork } from './idle'
import { rememberArchive } from './rememberedArchive'
import { Route } from './route.svelte'
import { ServiceColours } from './serviceColours'

/** The query host of one archive. */
interface Connection {
  path: string
  queries: Promise<Client<QueryRequests>>
  /** Once it is there: questions then leave at once. */
  ready?: Client<QueryRequests>
}

/** What all views share: the program behind the page, the open archive, and where the user is. */
export class Session {
  readonly explorer: Explorer
  readonly route = new Route()
  archive = $state.raw<OpenedArchive | undefined>()
  services = $state.raw<ServiceSummary[]>([])
  /** What the archive holds as a whole, once that is known. */
  summary = $state.raw<ArchiveSummary | undefined>()
  /** The program behind the page no longer answers at all. */
  connectionLost = $state(false)
  colours = $state.raw(new ServiceColours([]))
  /** Settles when the services and the summary of the open archive are there. */
  described: Promise<void> = Promise.resolve()
  /** Called when the file of the open archive has become another; `renew` then shows its new state. */
  onChanged: () => void = () => undefined
  #following: AbortController | undefined
  #connection: Connection | undefined

  constructor(explorer: Explorer) {
    this.explorer = { ...explorer, shell: watched(explorer.shell, () => (this.connectionLost = true)) }
  }

  /** Turns all views to another archive; resolves once it can be asked. `described` follows. */
  async turnTo(archive: OpenedArchive): Promise<void> {
    this.leaveArchive()
    const connection = this.#connect(archive.path)
    await connection.queries
    // Meanwhile another may have been turned to.
    if (this.#connection !== connection) return
    this.archive = archive
    rememberArchive(archive.path)
    this.described = this.#describe(archive)
    this.#follow(archive.path)
  }

  /** Asks everything anew about the open archive, whose file has become another. What is shown stays until then. */
  async renew(archive: OpenedArchive): Promise<void> {
    if (this.archive?.path !== archive.path) return
    this.#disconnect()
    await this.#connect(archive.path).queries
    if (this.#connection?.path !== archive.path) return
    // Views tell by the object that what they asked is to be asked again.
    this.archive = { ...archive }
    this.described = this.#describe(this.archive)
    await this.described
  }

  leaveArchive(): void {
    this.#following?.abort()
    this.#disconnect()
    this.archive = undefined
    this.#know([])
    this.summary = undefined
    rememberArchive(undefined)
  }

  #connect(path: string): Connection {
    const connection: Connection = { path, queries: this.explorer.queriesOf(path) }
    void connection.queries.then((queries) => (connection.ready = queries))
    this.#connection = connection
    return connection
  }

  #disconnect(): void {
    void this.#connection?.queries.then((queries) => queries.close())
    this.#connection = undefined
  }

  #follow(archive: string): void {
    const controller = new AbortController()
    this.#following = controller
    const onProgress = () => {
      if (this.#following === controller) this.onChanged()
    }
    void this.explorer.shell.ask('archive.changes', { archive }, { signal: controller.signal, onProgress })
  }

  async #describe(archive: OpenedArchive): Promise<void> {
    const endWork = startWork()
    const [services, summary] = await Promise.all([this.ask('archive.services', {}), this.ask('archive.summary', {})])
    endWork()
    if (this.archive !== archive) return
    this.#know(services.value ?? [])
    this.summary = summary.value
  }

  // No `$derived`: one that is made while a component is built ends with that component.
  #know(services: ServiceSummary[]): void {
    this.services = services
    this.colours = new ServiceColours(services)
  }

  /** Asks the query host of the open archive; a host that had ended is connected anew, once. */
  async ask<Name extends keyof QueryRequests & string>(
    name: Name,
    parameters: ParametersOf<QueryRequests[Name]>,
    options?: AskOptions<ProgressOf<QueryRequests[Name]>>,
  ): Promise<Result<AnswerOf<QueryRequests[Name]>>> {
    const connection = this.#connection
    if (!this.archive || !connection) return { failure: { code: 'connection_closed', request: name } }
    const result = await (connection.ready ?? (await connection.queries)).ask(name, parameters, options)
    // Who has turned to another archive asks no more of this one.
    if (result.failure?.code !== 'connection_closed' || this.#connection?.path !== connection.path) return result
    // The first to notice connects anew for all.
    const { queries } = this.#connection === connection ? this.#connect(connection.path) : this.#connection
    return (await queries).ask(name, parameters, options)
  }
}

/** The same client, which also says when its connection turns out to be gone. */
function watched<Table extends Requests>(client: Client<Table>, onLost: () => void): Client<Table> {
  return {
    close: () => client.close(),
    async ask(name, parameters, options) {
      const result = await client.ask(name, parameters, options)
      if (result.failure?.code === 'connection_closed') onLost()
      return result
    },
  }
}

const key = Symbol('session')

export function setSession(session: Session): Session {
  return setContext(key, session)
}

export function useSession(): Session {
  return getContext<Session>(key)
}
