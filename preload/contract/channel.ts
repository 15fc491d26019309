import type { z } from 'zod'
import { Failed, failureOf, type Failure } from './failure'

/**
 * Requests over any message port: `serve` answers a table of requests, `connect` asks them.
 * Each request can be cancelled, can report progress, and ends in exactly one value or failure.
 */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** One line of a request table. `answer` and `progress` exist for the compiler alone. */
export interface Request<Parameters extends z.ZodType, Answer, Progress> {
  parameters: Parameters
  answer?: Answer
  progress?: Progress
}

/** `request<Answer, Progress>()(schema)`: what is asked, what is answered, what is reported meanwhile. */
export const request =
  <Answer, Progress = never>() =>
  <Parameters extends z.ZodType>(parameters: Parameters): Request<Parameters, Answer, Progress> => ({ parameters })

export type Requests = Record<string, Request<z.ZodType, unknown, unknown>>
export type ParametersOf<R> = R extends Request<infer P, unknown, unknown> ? z.infer<P> : never
export type AnswerOf<R> = R extends Request<z.ZodType, infer A, unknown> ? A : never
export type ProgressOf<R> = R extends Request<z.ZodType, unknown, infer G> ? G : never

export type Result<Value> = { value: Value; failure?: undefined } | { failure: Failure; value?: undefined }

export interface AskOptions<Progress> {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

/** Asks the requests of `Table`. Never rejects: a failure is a value. */
export interface Client<Table extends Requests> {
  ask<Name extends keyof Table & string>(
    name: Name,
    parameters: ParametersOf<Table[Name]>,
    options?: AskOptions<ProgressOf<Table[Name]>>,
  ): Promise<Result<AnswerOf<Table[Name]>>>
  close(): void
}

export interface Context<Progress> {
  signal: AbortSignal
  progress: (progress: Progress) => void
}

/** One handler for each request of `Table`; one that is missing does not compile. They throw `Failed`. */
export type Handlers<Table extends Requests> = {
  [Name in keyof Table]: (
    parameters: ParametersOf<Table[Name]>,
    context: Context<ProgressOf<Table[Name]>>,
  ) => AnswerOf<Table[Name]> | Promise<AnswerOf<Table[Name]>>
}

type Question = { ask: number; name: string; parameters: unknown } | { abort: number }
/** `never`: what an answer is, the table says; it is trusted at the asking end. */
type Reply = { to: number; progress: never } | { to: number; value: never } | { to: number; failure: Failure }

function isReply(message: unknown): message is Reply {
  return typeof message === 'object' && message !== null && 'to' in message && typeof message.to === 'number'
}

function isQuestion(message: unknown): message is Question {
  if (typeof message !== 'object' || message === null) return false
  if ('abort' in message) return typeof message.abort === 'number'
  return 'ask' in message && typeof message.ask === 'number' && 'name' in message && typeof message.name === 'string'
}

/**
 * The asking end of a port. Once the port closes, every question fails with `connection_closed`; an aborted one
 * fails with `cancelled` as soon as the answering end says so.
 */
export function connect<Table extends Requests>(port: Port): Client<Table> {
  interface Pending {
    name: string
    settle: (result: Result<never>) => void
    onProgress: ((progress: never) => void) | undefined
  }
  const pending = new Map<number, Pending>()
  let lastId = 0
  let closed = false

  port.onMessage((message) => {
    if (!isReply(message)) return
    const waiting = pending.get(message.to)
    if (!waiting) return
    if ('progress' in message) return waiting.onProgress?.(message.progress)
    pending.delete(message.to)
    waiting.settle('failure' in message ? { failure: message.failure } : { value: message.value })
  })
  port.onClose(end)

  function end(): void {
    closed = true
    for (const { name, settle } of pending.values()) settle({ failure: { code: 'connection_closed', request: name } })
    pending.clear()
  }

  return {
    ask(name, parameters, { signal, onProgress } = {}) {
      if (signal?.aborted) return Promise.resolve({ failure: { code: 'cancelled' } })
      if (closed) return Promise.resolve({ failure: { code: 'connection_closed', request: name } })
      const id = ++lastId
      return new Promise((resolve) => {
        const abort = () => port.post({ abort: id } satisfies Question)
        signal?.addEventListener('abort', abort, { once: true })
        const settle = (result: Result<never>) => {
          signal?.removeEventListener('abort', abort)
          resolve(result)
        }
        pending.set(id, { name, settle, onProgress })
        port.post({ ask: id, name, parameters } satisfies Question)
      })
    },
    // A browser's port tells its other end alone that it closes.
    close() {
      port.close()
      end()
    },
  }
}

/** Answers `table` over `port` until it closes, which cancels what is under way. */
export function serve<Table extends Requests>(port: Port, table: Table, handlers: Handlers<Table>): void {
  const running = new Map<number, AbortController>()

  port.onMessage((message) => {
    if (!isQuestion(message)) return
    if ('abort' in message) return running.get(message.abort)?.abort()
    void answer(message.ask, message.name, message.parameters)
  })
  port.onClose(() => {
    for (const controller of running.values()) controller.abort()
  })

  async function answer(id: number, name: string, given: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const value = await run(name, given, {
        signal: controller.signal,
        progress: (progress: unknown) => {
          if (running.has(id)) port.post({ to: id, progress })
        },
      })
      port.post({ to: id, value })
    } catch (thrown) {
      port.post({ to: id, failure: failureOf(thrown) } satisfies Reply)
    } finally {
      running.delete(id)
    }
  }

  async function run(name: string, given: unknown, context: Context<unknown>): Promise<unknown> {
    if (!Object.hasOwn(table, name)) throw new Failed({ code: 'unknown_request', request: name })
    const parsed = table[name]?.parameters.safeParse(given)
    if (!parsed?.success) {
      const problem = parsed?.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      throw new Failed({ code: 'bad_request', request: name, problem: problem ?? '' })
    }
    // The compiler cannot see that a name, its schema and its handler belong together; `Handlers` has checked it.
    const handler = handlers[name] as (parameters: unknown, context: Context<unknown>) => unknown
    return handler(parsed.data, context)
  }
}
