import { lezer } from '@lezer/generator/rollup'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { configDefaults, defineConfig } from 'vitest/config'

const RUNES = '**/*.svelte.test.ts'

export default defineConfig({
  plugins: [svelte(), lezer()],
  test: {
    root: import.meta.dirname,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'program', include: ['**/*.test.ts'], exclude: [...configDefaults.exclude, RUNES] },
      },
      { extends: true, test: { name: 'runes', include: [RUNES], environment: './support/browserRunes.ts' } },
    ],
  },
})
