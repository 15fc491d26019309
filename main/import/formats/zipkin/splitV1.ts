import { SPAN_KINDS } from '../../../../preload/contract/trace'
import { NO_TIME } from '../../SpanBatch'
import type { Endpoint, KnownEndpoint } from './endpoints'
import type { Address, CoreAnnotation, V1Record } from './V1Record'

/** The span of one side of a v1 span. */
export interface V1Side {
  local: KnownEndpoint | null
  /** Index into `SPAN_KINDS`. */
  kind: number
  /** Nanoseconds; `NO_TIME` for none. */
  start: bigint
  duration: bigint
  shared: boolean
  remote: Endpoint | null
}

/** A moment of a call and whose it is. */
interface Moment {
  time: bigint
  side: number
  local: KnownEndpoint
  /** Its annotation; −1 where it follows from the others. */
  annotation: number
}

export interface SplitSpan {
  /** At least one. */
  sides: V1Side[]
  /** By annotation: the number of its side, −1 for one that has become a time. */
  eventOf: number[]
  /** By binary annotation: the number of its side, −1 for one that is an address or only a mark. */
  tagOf: number[]
}

/** What further services annotate is left to the first side: no call has so many, and each copies the texts of the span. */
const MOST_SIDES = 32

const CLIENT = SPAN_KINDS.indexOf('client')
const SERVER = SPAN_KINDS.indexOf('server')
const PRODUCER = SPAN_KINDS.indexOf('producer')
const CONSUMER = SPAN_KINDS.indexOf('consumer')
const KIND_OF: Partial<Record<CoreAnnotation, number>> = {
  cs: CLIENT,
  cr: CLIENT,
  sr: SERVER,
  ss: SERVER,
  ms: PRODUCER,
  mr: CONSUMER,
}

/**
 * Tells the sides of a v1 span apart by the services of its annotations, and what each is, as Zipkin itself does
 * (`zipkin2.v1.V1SpanConverter`): the client keeps the span's own times, its server is shared.
 */
export function splitV1(record: V1Record): SplitSpan {
  return new Splitter(record).split()
}

class Splitter {
  private readonly record: V1Record
  private readonly sides: V1Side[] = [newSide(null)]
  private readonly sideOfService = new Map<string, number>()
  private readonly moments: Partial<Record<CoreAnnotation, Moment | undefined>> = {}
  private readonly eventOf: number[] = []
  private readonly tagOf: number[] = []

  constructor(record: V1Record) {
    this.record = record
  }

  split(): SplitSpan {
    this.readMoments()
    const server = this.timeCall()
    this.timeMessage()
    this.readTags(server)
    return { sides: this.sides, eventOf: this.eventOf, tagOf: this.tagOf }
  }

  private readMoments(): void {
    const { sides, moments, eventOf } = this
    for (const [annotation, { time, core, endpoint }] of this.record.annotations.entries()) {
      const side = this.sideOf(endpoint)
      eventOf.push(core === null || endpoint === null ? side : -1)
      if (core === null || endpoint === null) continue
      // Of a moment that is told twice the last counts.
      this.keepAsEvent(moments[core])
      moments[core] = { time, side, local: endpoint, annotation }
      const kind = KIND_OF[core]
      const of = sides[side]
      if (kind !== undefined && of !== undefined) of.kind = kind
    }
    moments.cs ??= this.beginningOf(moments.cr)
    moments.sr ??= this.beginningOf(moments.ss)
  }

  /** A beginning that is not told, where the end is that of the whole span. */
  private beginningOf(end: Moment | undefined): Moment | undefined {
    const { timestamp, duration } = this.record
    if (end === undefined || timestamp === NO_TIME || duration === NO_TIME) return undefined
    return timestamp + duration === end.time ? { ...end, time: timestamp, annotation: -1 } : undefined
  }

  /** Gives the sides of a call their times. Answers the number of the server's side, −1 for none. */
  private timeCall(): number {
    const { timestamp, duration } = this.record
    const { cs, cr, sr, ss } = this.moments
    let server = (sr ?? ss)?.side ?? -1
    if (cs !== undefined && sr !== undefined) {
      this.setTimes(cs, cr)
      if (cs.side === sr.side) {
        this.setKind(cs.side, CLIENT)
        server = this.sides.push(newSide(sr.local)) - 1
        this.setKind(server, SERVER)
      }
      this.share(server, sr.time, ss?.time)
    } else if (cs !== undefined && cr !== undefined) this.setTimes(cs, cr)
    else if (sr !== undefined && ss !== undefined) this.setTimes(sr, ss)
    else this.timeIncomplete()
    const isPart = timestamp === NO_TIME || (ss !== undefined && duration === NO_TIME)
    const of = this.sides[server]
    if (cs === undefined && sr !== undefined && isPart && of !== undefined) of.shared = true
    return server
  }

  /** One end of each side at most is known. */
  private timeIncomplete(): void {
    const { cs, cr, sr, ss } = this.moments
    for (const begin of [cs, sr]) {
      const of = this.sides[begin?.side ?? -1]
      if (begin !== undefined && of !== undefined) of.start = begin.time
    }
    this.keepAsEvent(cr)
    this.keepAsEvent(ss)
    const { timestamp, duration } = this.record
    const [first] = this.sides
    if (timestamp === NO_TIME || first === undefined) return
    first.start = timestamp
    first.duration = duration
  }

  /** Gives the sender and the receiver of a message their times: `ws` and `wr` are moments on the wire. */
  private timeMessage(): void {
    const { ms, mr, ws, wr } = this.moments
    if (ms !== undefined && mr !== undefined) {
      let consumer = mr.side
      if (ms.side === mr.side) {
        this.setKind(ms.side, PRODUCER)
        consumer = this.sides.push(newSide(mr.local)) - 1
        this.setKind(consumer, CONSUMER)
      }
      this.share(consumer, wr?.time ?? mr.time, wr === undefined ? undefined : mr.time)
      const of = this.sides[ms.side]
      if (of === undefined) return
      of.start = ms.time
      of.duration = ws === undefined ? NO_TIME : between(ms.time, ws.time)
    } else if (ms !== undefined) {
      this.setTimes(ms, ws)
      this.keepAsEvent(wr)
    } else if (mr !== undefined) {
      if (wr === undefined) this.setTimes(mr, undefined)
      else this.setTimes(wr, mr)
      this.keepAsEvent(ws)
    } else {
      this.keepAsEvent(ws)
      this.keepAsEvent(wr)
    }
  }

  private readTags(server: number): void {
    const { record, tagOf } = this
    const addresses: Partial<Record<Address, KnownEndpoint>> = {}
    for (const [row, { address, endpoint }] of record.binaryAnnotations.entries()) {
      if (address !== null && endpoint !== null) addresses[address] = endpoint
      const side = address === null ? this.sideOf(endpoint) : -1
      tagOf.push((record.tagKey.length[row] ?? -1) < 0 || this.isMark(row) ? -1 : side)
    }
    this.setRemotes(addresses, server)
  }

  private setRemotes({ ca, sa, ma }: Partial<Record<Address, KnownEndpoint>>, server: number): void {
    const { cs, cr, sr, ss, ms, mr } = this.moments
    if (!cs && !cr && !sr && !ss && (ca || sa)) {
      const of = this.sides[ca && sa ? this.sideOf(ca) : 0]
      if (of === undefined) return
      if (!sa) of.kind = SERVER
      of.remote = (sa ?? ca)?.endpoint ?? null
      return
    }
    const local = (sr ?? ss)?.local
    if (ca && local && ca !== local) {
      // Finagle names the server itself as its client: only the address counts.
      const isOwn = ca.endpoint.serviceName === local.endpoint.serviceName
      this.setRemote(server, isOwn ? { ...ca.endpoint, serviceName: '' } : ca.endpoint)
    }
    if (sa) this.setRemote((cs ?? cr)?.side ?? -1, sa.endpoint)
    for (const side of ma ? [ms?.side, mr?.side] : []) this.setRemote(side ?? -1, ma?.endpoint ?? null)
  }

  /** `lc` without a value says no more than that its endpoint is the local one. */
  private isMark(row: number): boolean {
    const { text, tagKey, tagValue } = this.record
    return (tagValue.length[row] ?? -1) === 0 && text.read(tagKey.offset[row] ?? 0, tagKey.length[row] ?? 0) === 'lc'
  }

  /** The side of an endpoint's service, which the first endpoint gives to the first side. Without endpoint: the first side. */
  private sideOf(endpoint: KnownEndpoint | null): number {
    if (endpoint === null) return 0
    const { serviceName } = endpoint.endpoint
    const known = this.sideOfService.get(serviceName)
    if (known !== undefined) return known
    if (this.sides.length >= MOST_SIDES) return 0
    const [first] = this.sides
    const isFirst = first?.local === null
    if (isFirst) first.local = endpoint
    const side = isFirst ? 0 : this.sides.push(newSide(endpoint)) - 1
    this.sideOfService.set(serviceName, side)
    return side
  }

  /** The span's own times, else what lies between two moments. */
  private setTimes(begin: Moment, end: Moment | undefined): void {
    const of = this.sides[begin.side]
    if (of === undefined) return
    const { timestamp, duration } = this.record
    const told = timestamp !== NO_TIME && duration !== NO_TIME
    of.start = told ? timestamp : begin.time
    of.duration = told ? duration : end === undefined ? NO_TIME : between(begin.time, end.time)
  }

  private share(side: number, start: bigint, end: bigint | undefined): void {
    const of = this.sides[side]
    if (of === undefined) return
    of.shared = true
    of.start = start
    of.duration = end === undefined ? NO_TIME : between(start, end)
  }

  private setKind(side: number, kind: number): void {
    const of = this.sides[side]
    if (of !== undefined) of.kind = kind
  }

  private setRemote(side: number, remote: Endpoint | null): void {
    const of = this.sides[side]
    if (of !== undefined) of.remote = remote
  }

  private keepAsEvent(moment: Moment | undefined): void {
    if (moment !== undefined && moment.annotation >= 0) this.eventOf[moment.annotation] = moment.side
  }
}

function newSide(local: KnownEndpoint | null): V1Side {
  return { local, kind: 0, start: NO_TIME, duration: NO_TIME, shared: false, remote: null }
}

function between(start: bigint, end: bigint): bigint {
  return start === NO_TIME || end === NO_TIME ? NO_TIME : end - start
}
