import { spawn, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { CommandOutcome } from '../support/runCommandLine'
import { AtomicScene } from './atomicScene'

const scene = new AtomicScene()

/** Begins a command in a namespace of mounts that nobody else sees, where any user may mount a small disk. */
const WITH_OWN_MOUNTS = 'unshare --user --map-root-user --mount'
const canMount = spawnSync('sh', ['-c', `${WITH_OWN_MOUNTS} mount -t tmpfs tmpfs /mnt`]).status === 0

const IMPORT = '"$NODE" "$PROGRAM/cli.js" import "$EXPORT" --into "$ARCHIVE"'

test.skipIf(!canMount)('a disk that is too small is foreseen (needs unshare and tmpfs)', async () => {
  const outcome = await onDisk('24m', IMPORT)
  expect(outcome).toEqual({
    status: 1,
    stdout: 'unchanged\narchive.duckdb\n',
    stderr: expect.stringMatching(/^traceloupe: not enough free space at .*: about \d.* needed, \d.* free\n$/),
  })
})

test.skipIf(!canMount)('a disk that gets full on the way is told (needs unshare and tmpfs)', async () => {
  const outcome = await onDisk(
    '200m',
    `
      ${IMPORT} & import=$!
      until ls "$ARCHIVE".importing* || ! kill -0 $import; do :; done >/dev/null 2>&1
      head -c 1G /dev/zero 2>/dev/null >"$DISK/filler"
      wait $import; status=$?
      rm "$DISK/filler"
      (exit $status)
    `,
  )
  expect(outcome).toEqual({
    status: 1,
    stdout: 'unchanged\narchive.duckdb\n',
    stderr: expect.stringMatching(/^traceloupe: not enough free space at .*: about \d.* needed, \d.* free\n$/),
  })
})

test.skipIf(process.platform === 'win32')('a limit to the size of files leaves the archive as it was', async () => {
  const outcome = await shell(`ulimit -c 0; ulimit -f 2048; ${IMPORT}`, { ARCHIVE: scene.archive })
  expect(outcome).toMatchObject({ status: 1, stdout: '' })
  expect(outcome.stderr).toMatch(/^traceloupe: [^\n]*import[^\n]*\n$/)
  await scene.expectUntouched('ulimit -f')
})

/**
 * Runs a script whose archive lies on a disk of its own of the given size. Behind its own output it prints whether the
 * archive is what it was, and all files on the disk.
 */
function onDisk(size: string, script: string): Promise<Omit<CommandOutcome, 'signal'>> {
  const within = `
    mount -t tmpfs -o size=${size} tmpfs "$DISK" && cp "$ORIGINAL" "$ARCHIVE" || exit 99
    ${script}
    status=$?
    cmp "$ORIGINAL" "$ARCHIVE" && echo unchanged
    ls -A "$DISK"
    exit $status
  `
  return shell(`exec ${WITH_OWN_MOUNTS} sh -c "$WITHIN"`, {
    WITHIN: within,
    DISK: scene.folder,
    ARCHIVE: scene.archive,
    ORIGINAL: scene.original,
  })
}

function shell(script: string, env: Record<string, string>): Promise<Omit<CommandOutcome, 'signal'>> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE: process.execPath, PROGRAM: scene.program, EXPORT: scene.export, ...env },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (part) => (stdout += String(part)))
    child.stderr.on('data', (part) => (stderr += String(part)))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
