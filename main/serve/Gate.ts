import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const COOKIE = 'traceloupe'

/**
 * Who may come in: whoever presents the one-time token gets a cookie, and from then on the cookie counts.
 * `Host` and `Origin` are checked on every request, so that neither another site's page nor a rebound
 * name reaches the server.
 */
export class Gate {
  readonly token = randomBytes(24).toString('base64url')
  readonly #cookie = randomBytes(24).toString('base64url')
  #tokenUsed = false
  #hosts = new Set<string>()

  /** The server's port is known once it listens. */
  listensOn(port: number): void {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  }

  /** The header that lets the browser in, for the right token, once; null otherwise. */
  exchange(token: string): string | null {
    if (this.#tokenUsed || !same(token, this.token)) return null
    this.#tokenUsed = true
    return `${COOKIE}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Whether a request is addressed to this server by its own name, and not from a page of another's. */
  isOurs({ headers }: IncomingMessage): boolean {
    const { host = '', origin } = headers
    return this.#hosts.has(host) && (origin === undefined || origin === `http://${host}`)
  }

  holdsCookie({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
    return cookies.some((cookie) => same(cookie, `${COOKIE}=${this.#cookie}`))
  }

  /** For requests that change something, and WebSockets: a page of ours must be known to have sent it. */
  comesFromOurPage(request: IncomingMessage): boolean {
    return request.headers.origin !== undefined && this.isOurs(request) && this.holdsCookie(request)
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
