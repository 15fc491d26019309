import { importBench } from './importBench.ts'

/** `npm run bench <name> [-- --json]`: measures and prints, as text or as one JSON object. */
const benches: Record<string, () => Promise<object>> = { import: importBench }

const [name = '', ...rest] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  process.stderr.write(`usage: npm run bench ${Object.keys(benches).join('|')} [-- --json]\n`)
  process.exit(2)
}
const figures = await bench()
process.stdout.write(rest.includes('--json') ? `${JSON.stringify(figures)}\n` : say(figures))

function say(all: object): string {
  const lines = Object.entries(all).map(
    ([figure, value]) => `${figure.padEnd(28)} ${Array.isArray(value) ? value.join('  ') : value}`,
  )
  return `${lines.join('\n')}\n`
}
