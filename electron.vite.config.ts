import { lezer } from '@lezer/generator/rollup'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'

const entries = [
  'index',
  'cli',
  'queryHost',
  'importHost',
  'sqlHost',
  'exportHost',
  'decodeWorker',
  'writerWorker',
  'watchdogWorker',
]

export default defineConfig({
  main: {
    plugins: [lezer()],
    build: {
      target: 'node20.18',
      // A process that loads a package's hundreds of files takes twice as long to start.
      externalizeDeps: false,
      rolldownOptions: {
        external: [/^@duckdb\/node-bindings/],
        input: Object.fromEntries(entries.map((name) => [name, `main/${entryFile(name)}`])),
        // One flat folder, so that an entry finds its neighbours beside itself whichever chunk it asks from.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: 'preload/index.ts',
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [svelte(), lezer()],
    build: { target: 'chrome130', rolldownOptions: { input: 'renderer/index.html' } },
  },
})

function entryFile(name: string): string {
  const rooms: Record<string, string> = {
    queryHost: 'queries/queryHost.ts',
    importHost: 'import/importHost.ts',
    decodeWorker: 'import/decodeWorker.ts',
    writerWorker: 'import/writerWorker.ts',
    sqlHost: 'console/sqlHost.ts',
    exportHost: 'export/exportHost.ts',
    watchdogWorker: 'console/watchdogWorker.ts',
  }
  return rooms[name] ?? `${name}.ts`
}
