import importX, { createNodeResolver } from 'eslint-plugin-import-x'
import svelte from 'eslint-plugin-svelte'
import { readdirSync } from 'node:fs'
import typescript from 'typescript-eslint'

/** Who may import whom: a room, and the rooms of ours that it may use. */
const zones = [
  { target: 'preload/contract', from: ['preload/index.ts', 'main', 'renderer', 'test'] },
  { target: 'preload/index.ts', from: ['main', 'renderer', 'test'] },
  // The analysis is pure functions over columns: what the import reckons and what a view reckons anew are the same.
  { target: 'renderer', from: 'main', except: ['./analysis'] },
  { target: 'renderer', from: ['preload/index.ts', 'test'] },
  { target: 'main', from: ['renderer', 'preload/index.ts', 'test'] },
  { target: 'main/analysis', from: except('analysis') },
  { target: 'main/archive', from: except('archive') },
  { target: 'main/sample', from: except('sample') },
  { target: 'main/traceql', from: except('traceql', 'archive') },
  { target: 'main/import', from: except('import', 'archive', 'analysis', 'hosts') },
  { target: 'main/queries', from: except('queries', 'traceql', 'archive', 'analysis', 'hosts') },
  // A part of an archive is written as an import writes all of it.
  { target: 'main/export', from: except('export', 'import', 'queries', 'traceql', 'archive', 'analysis', 'hosts') },
  // What `selected_spans` holds is what the query host answers to the same filter.
  { target: 'main/console', from: except('console', 'queries', 'traceql', 'archive', 'hosts') },
  { target: 'main/serve', from: ['main/desktop'] },
  { target: 'renderer/ui', from: ['renderer/views', 'renderer/query', 'renderer/state', 'renderer/explorer.ts'] },
  { target: 'renderer/state', from: ['renderer/views', 'renderer/query'] },
  // How a view is asked for spans: the query field, its bar, what was kept.
  { target: 'renderer/query', from: 'renderer/views' },
  // Layouts of graphs and how they are looked at, for the map of a trace and the one of services.
  { target: 'renderer/graph', from: ['renderer/views', 'renderer/query', 'renderer/state', 'renderer/explorer.ts'] },
  { target: 'renderer/frame', from: 'renderer/views', except: ['./index.ts', './View.ts'] },
  {
    target: ['renderer/ui', 'renderer/state', 'renderer/query', 'renderer/views', 'renderer/graph'],
    from: ['renderer/frame', 'renderer/App.svelte'],
  },
  ...views().map((view) => ({
    target: `renderer/views/${view}`,
    from: 'renderer/views',
    except: [`./${view}`, './View.ts'],
  })),
]

function views() {
  const entries = readdirSync(new URL('renderer/views', import.meta.url), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

function except(...rooms) {
  const all = [
    'desktop',
    'serve',
    'hosts',
    'import',
    'archive',
    'analysis',
    'queries',
    'console',
    'commands',
    'sample',
    'shell',
    'traceql',
  ]
  return all.filter((room) => !rooms.includes(room)).map((room) => `main/${room}`)
}

export default typescript.config(
  { ignores: ['out/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { parser: typescript.parser } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.json'] })],
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    ignores: ['main/desktop/**', 'main/index.ts', 'preload/index.ts', 'test/app/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Only main/desktop knows Electron.' }] },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    ignores: ['renderer/chart/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportDeclaration[source.value=/^echarts/]', message: 'Only renderer/chart knows ECharts.' },
      ],
    },
  },
  {
    files: ['*.config.ts', '*.config.js', 'test/**/*.config.ts', '**/*.svelte.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
)
