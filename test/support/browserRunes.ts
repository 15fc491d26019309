import type { Environment } from 'vitest/runtime'

/** Node, with Svelte's runes as they work in a page: in tests called `*.svelte.test.ts` state is followed and effects run. */
const environment: Environment = {
  name: 'browser runes',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
}

// eslint-disable-next-line import-x/no-default-export -- Vitest takes an environment from there
export default environment
