import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { runImport } from '../../main/hosts/runImport'
import { writeOtlpLines } from '../bench/inputs/writeOtlpLines'
import { builtProgram } from '../support/builtProgram'
import { checkIntegrity } from './checkIntegrity'
import { query } from './importInto'
import { otlpLine } from './otlp'

/** What may become of an archive. */
export type Fate = 'untouched' | 'complete'

const SPANS = 20_000

/**
 * An archive with a little in it, the same before each test, and a large export to be added: for the tests of a file
 * that stop that on its way. Where things are is known once they run.
 */
export class AtomicScene {
  /** Where the program was built to. */
  program = ''
  /** Holds the archive and nothing else, unless a test writes there. */
  folder = ''
  archive = ''
  /** The file to be imported. */
  export = ''
  /** The file that the archive was made from. */
  first = ''
  /** How long the whole import takes, in milliseconds. */
  length = 0
  #aside = ''
  #hash = ''

  constructor() {
    beforeAll(() => this.#build(), 180_000)
    beforeEach(() => this.restore())
    afterAll(() => rm(this.#aside, { recursive: true, force: true }))
  }

  /** Puts the archive back as it was. */
  async restore(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder)
    await copyFile(this.original, this.archive)
  }

  /** The archive as it is before each test, at a place of its own. */
  get original(): string {
    return join(this.#aside, 'original.duckdb')
  }

  /** Byte for byte what it was, and nothing left beside it. */
  async expectUntouched(hint: string): Promise<void> {
    expect(await this.fate(hint), hint).toBe('untouched')
    expect(await this.leftovers(), hint).toEqual([])
  }

  /** Whether the archive is what it was. If not, all that was to be added must be there. */
  async fate(hint: string): Promise<Fate> {
    if ((await hashOf(this.archive)) === this.#hash) return 'untouched'
    const [counts] = await query(this.archive, 'SELECT count(*)::INTEGER AS spans FROM spans')
    expect(counts, hint).toEqual({ spans: SPANS + 1 })
    await checkIntegrity(this.archive)
    return 'complete'
  }

  /** What lies beside the archive. */
  async leftovers(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => join(this.folder, name) !== this.archive)
  }

  async #build(): Promise<void> {
    this.program = await builtProgram()
    this.#aside = await mkdtemp(join(tmpdir(), 'traceloupe-atomic-'))
    this.folder = join(this.#aside, 'archive')
    this.archive = join(this.folder, 'archive.duckdb')
    this.export = join(this.#aside, 'export.jsonl')
    await writeOtlpLines(this.export, SPANS)
    this.first = join(this.#aside, 'first.json')
    await writeFile(this.first, otlpLine('first', [{ id: '1' }]))
    await this.#import(this.first, this.original)
    this.#hash = await hashOf(this.original)
    await this.restore()
    const startedAt = performance.now()
    await this.#import(this.export, this.archive)
    this.length = performance.now() - startedAt
  }

  async #import(path: string, into: string): Promise<void> {
    const { failure } = await runImport(forkHost, this.program, { paths: [path], into })
    expect(failure).toBeUndefined()
  }
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
