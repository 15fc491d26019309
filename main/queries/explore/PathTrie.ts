/** A way that is longer leaves out what lies between these and its last service. */
const MOST_STEPS = 24
/** Two numbers, one of them below this, make one that is exact. */
const MOST_SERVICES = 0x100000

/** Ways from service to service, each continued by others. A service that follows itself is one step. */
export class PathTrie {
  readonly #service: number[] = []
  readonly #before: number[] = []
  readonly #length: number[] = []
  readonly #next = new Map<number, number>()

  /** The way that comes of going on to a service; from −1 it begins. */
  step(path: number, service: number): number {
    if (path >= 0 && this.#service[path] === service) return path
    const isLong = path >= 0 && (this.#length[path] ?? 0) > MOST_STEPS
    const before = isLong ? (this.#before[path] ?? -1) : path
    const key = (before + 1) * MOST_SERVICES + service + 1
    let next = this.#next.get(key)
    if (next === undefined) {
      next = this.#service.push(service) - 1
      this.#before.push(before)
      this.#length.push(before < 0 ? 1 : (this.#length[before] ?? 0) + 1)
      this.#next.set(key, next)
    }
    return next
  }

  /** Its services from the first; cut where it may have left some out before the last. */
  wayTo(path: number): { services: number[]; isCut: boolean } {
    const services: number[] = []
    for (let at = path; at >= 0; at = this.#before[at] ?? -1) services.push(this.#service[at] ?? -1)
    return { services: services.reverse(), isCut: services.length > MOST_STEPS }
  }
}
