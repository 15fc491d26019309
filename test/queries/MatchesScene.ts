import { afterAll, beforeAll } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { Groups } from '../../main/queries/Groups'
import { groupsPage } from '../../main/queries/groupsPage'
import { Matches } from '../../main/queries/Matches'
import { matchesHistogram } from '../../main/queries/matchesHistogram'
import { SpanLists } from '../../main/queries/SpanLists'
import { spansPage } from '../../main/queries/spansPage'
import { TraceLists } from '../../main/queries/TraceLists'
import { tracesPage } from '../../main/queries/tracesPage'
import type { ListSort, TraceFilter } from '../../preload/contract/explorer'
import { ALL_TRACES } from '../support/allTraces'
import { archiveOf, type DrawnSpan, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'
import { placeInOrder } from '../support/placeInOrder'

type Question = [
  filter: Partial<TraceFilter>,
  sort?: Partial<ListSort>,
  page?: { first?: number; count?: number; columns?: string[] },
]

/** Five spans in three traces; the third trace has no start. */
const SPANS: DrawnSpan[] = [
  {
    trace: '1',
    id: 'a',
    service: 'shop',
    name: 'GET /',
    kind: 'server',
    start: 1_000,
    duration: 900,
    attributes: { 'http.status': ['200', 'i'], tags: ['["x","y"]', 'a'] },
    resource: { 'service.name': ['shop', 's'], region: ['eu', 's'] },
  },
  {
    trace: '1',
    id: 'b',
    parent: 'a',
    service: 'cart',
    resource: { 'service.name': ['cart', 's'] },
    name: 'Get',
    kind: 'client',
    start: 1_100,
    duration: 300,
    status: 'error',
    attributes: { 'http.status': ['1000', 'i'], ratio: ['0.5', 'd'] },
    events: [
      { time: 1_150, name: 'retry', attributes: { attempt: ['1', 'i'] } },
      { time: 1_250, name: 'retry', attributes: { attempt: ['2', 'i'] } },
    ],
  },
  {
    trace: '1',
    id: 'c',
    parent: 'a',
    service: 'cart',
    resource: { 'service.name': ['cart', 's'] },
    name: 'Get',
    kind: 'client',
    start: 1_500,
    duration: 100,
    attributes: { 'http.status': ['200 OK', 's'], 'app.flag': ['true', 'b'] },
  },
  {
    trace: '2',
    id: 'a',
    service: 'shop',
    resource: { 'service.name': ['shop', 's'] },
    name: 'POST /',
    kind: 'server',
    start: 5_000,
    duration: 50,
    status: 'error',
    attributes: { 'http.status': ['500', 'i'] },
  },
  {
    trace: '3',
    id: 'a',
    service: 'ci',
    resource: { 'service.name': ['ci', 's'] },
    name: 'job',
    start: null,
    duration: null,
  },
]

/** An archive for the tests of a file, and all that asks it for what matches. */
export class MatchesScene {
  #archive: WrittenArchive | undefined
  #opened: ArchiveReader | undefined
  #matches = new Matches()
  #spanLists = new SpanLists(this.#matches)
  #traceLists = new TraceLists(this.#matches)
  #groups = new Groups(this.#matches)

  constructor() {
    beforeAll(async () => {
      this.#archive = await archiveOf(SPANS, placeInOrder)
      this.#opened = await ArchiveReader.open(this.#archive.path)
    })
    afterAll(() => {
      this.#opened?.close()
      return this.#archive?.remove()
    })
  }

  spans = (...question: Question) => spansPage(this.#reader, this.#spanLists, ask(...question), never)
  traces = (...question: Question) => tracesPage(this.#reader, this.#traceLists, ask(...question), never)
  groups = (...question: Question) => groupsPage(this.#reader, this.#groups, ask(...question), never)

  histogram(filter: Partial<TraceFilter>, show: 'traces' | 'spans', bins = 40) {
    return matchesHistogram(this.#reader, this.#matches, { filter: { ...ALL_TRACES, ...filter }, show, bins }, never)
  }

  get #reader(): ArchiveReader {
    if (!this.#opened) throw new Error('The archive is there once the tests run.')
    return this.#opened
  }
}

function ask(...[filter, sort = {}, page = {}]: Question) {
  return {
    filter: { ...ALL_TRACES, ...filter },
    sort: { column: 'startTime', descending: false, ...sort },
    first: 0,
    count: 100,
    ...page,
  }
}
