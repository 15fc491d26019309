import { lezer } from '@lezer/generator/rollup'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { configDefaults, defineConfig } from 'vitest/config'

const RUNES = '**/*.svelte.test.ts'
const VIEWS = 'views/**/*.test.ts'

export default defineConfig({
  plugins: [svelte(), lezer()],
  test: {
    root: import.meta.dirname,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: './support/bundleFolder.ts',
    projects: [
      {
        extends: true,
        // Modules of the program keep nothing between tests: what a file has loaded is there for the next.
        test: {
          name: 'program',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, VIEWS, RUNES],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'views', include: [VIEWS], exclude: [...configDefaults.exclude, RUNES] } },
      { extends: true, test: { name: 'runes', include: [RUNES], environment: './support/browserRunes.ts' } },
    ],
  },
})
