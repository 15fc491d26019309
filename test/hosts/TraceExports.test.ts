import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportRequests, type ExportRequests } from '../../main/hosts/hostRequests'
import type { HostProcess } from '../../main/hosts/spawnHost'
import { TraceExports } from '../../main/hosts/TraceExports'
import { serve, type Handlers } from '../../preload/contract/channel'
import type { ExportProgress } from '../../preload/contract/exports'
import { Failed } from '../../preload/contract/failure'
import { portPair } from '../support/portPair'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-export-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Exports over a host in this process, which ends when it is killed, with nothing said. */
function exportsOver(
  write: Handlers<ExportRequests>['export.write'],
  extract?: Handlers<ExportRequests>['export.extract'],
) {
  const unasked = () => Promise.reject(new Error('nobody asked for that'))
  const told: ExportProgress[] = []
  const controller = new AbortController()
  const context = { signal: controller.signal, progress: (progress: ExportProgress) => void told.push(progress) }
  const spawn = (): HostProcess => {
    const [asking, answering] = portPair()
    serve(answering, exportRequests, { 'export.write': write, 'export.extract': extract ?? unasked })
    let kill = () => {}
    const ended = new Promise<{ code: null; stderr: string }>((resolve) => {
      kill = () => {
        answering.close()
        resolve({ code: null, stderr: '' })
      }
    })
    return { connect: () => asking, kill, ended }
  }
  const exports = new TraceExports(spawn, '/entries')
  const wanted = { archive: '/a.duckdb', traceId: '1', format: 'otlp' as const, file: join(folder, 'trace.json') }
  return { exports, wanted, context, controller, told }
}

test('tells how far it is, and ends when the host has written the file', async () => {
  const { exports, wanted, context, told } = exportsOver(async ({ file }, { progress }) => {
    progress({ spanCount: 1, totalSpans: 2 })
    await writeFile(file, '{}')
    return null
  })
  await exports.write(wanted, context)
  expect(told).toEqual([{ spanCount: 1, totalSpans: 2 }])
  expect(await readdir(folder)).toEqual(['trace.json'])
})

test('a cancelled export stops at once and leaves nothing', async () => {
  const { exports, wanted, context, controller } = exportsOver(async ({ file }, { progress }) => {
    await writeFile(`${file}.part`, '{')
    progress({ spanCount: 0, totalSpans: 1 })
    controller.abort()
    return new Promise<null>(() => undefined)
  })
  await expect(exports.write(wanted, context)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(await readdir(folder)).toEqual([])
})

test('an extract that is cancelled leaves nothing, and what was there', async () => {
  const { exports, context, controller } = exportsOver(
    () => null,
    async ({ file }) => {
      await mkdir(`${file}.importing.work`)
      await writeFile(`${file}.importing`, 'half')
      controller.abort()
      return new Promise<never>(() => undefined)
    },
  )
  const file = join(folder, 'part.duckdb')
  await writeFile(file, 'mine')
  const filter = { query: '', from: null, to: null, limit: null, selection: null }
  const wanted = {
    archive: '/a.duckdb',
    selection: { filter, traceId: null },
    format: 'archive' as const,
    redactions: [],
    file,
  }
  await expect(exports.extract(wanted, { signal: context.signal, progress: () => undefined })).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  })
  expect(await readdir(folder)).toEqual(['part.duckdb'])
})

test('an export ends with the archive that it reads, and with a host that failed', async () => {
  const { exports, wanted, context } = exportsOver(() => new Promise<null>(() => undefined))
  const writing = exports.write(wanted, context)
  await exports.end('/another.duckdb')
  await exports.end('/a.duckdb')
  await expect(writing).rejects.toMatchObject({ failure: { code: 'host_ended', host: 'export' } })

  const failure = { code: 'file_unwritable' as const, path: wanted.file, problem: 'the disk is full' }
  const full = exportsOver(() => {
    throw new Failed(failure)
  })
  await expect(full.exports.write(full.wanted, full.context)).rejects.toMatchObject({ failure })
})
