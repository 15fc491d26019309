import { getContext, setContext } from 'svelte'
import type { OpenedArchive, ServiceSummary } from '../../preload/contract/archive'
import type { AnswerOf, AskOptions, Client, ParametersOf, Result } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import type { Explorer } from '../explorer'
import { Route } from './route.svelte'
import { ServiceColours } from './serviceColours'

/** What all views share: the program behind the page, the open archive, and where the user is. */
export class Session {
  readonly explorer: Explorer
  readonly route = new Route()
  archive = $state.raw<OpenedArchive | undefined>()
  services = $state.raw<ServiceSummary[]>([])
  colours = $derived(new ServiceColours(this.services))
  #queries: Client<QueryRequests> | undefined

  constructor(explorer: Explorer) {
    this.explorer = explorer
  }

  /** Turns all views to another archive. */
  async turnTo(archive: OpenedArchive): Promise<void> {
    this.#queries?.close()
    this.#queries = await this.explorer.queriesOf(archive.path)
    this.archive = archive
    const services = await this.ask('archive.services', {})
    if (this.archive === archive) this.services = services.value ?? []
  }

  leaveArchive(): void {
    this.#queries?.close()
    this.#queries = undefined
    this.archive = undefined
    this.services = []
  }

  /** Asks the query host of the open archive; a host that had ended is connected anew, once. */
  async ask<Name extends keyof QueryRequests & string>(
    name: Name,
    parameters: ParametersOf<QueryRequests[Name]>,
    options?: AskOptions<never>,
  ): Promise<Result<AnswerOf<QueryRequests[Name]>>> {
    if (!this.archive || !this.#queries) return { failure: { code: 'connection_closed', request: name } }
    const result = await this.#queries.ask(name, parameters, options)
    if (result.failure?.code !== 'connection_closed') return result
    this.#queries = await this.explorer.queriesOf(this.archive.path)
    return this.#queries.ask(name, parameters, options)
  }
}

const key = Symbol('session')

export function setSession(session: Session): Session {
  return setContext(key, session)
}

export function useSession(): Session {
  return getContext<Session>(key)
}
