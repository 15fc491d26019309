import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { COMPLETIONS } from './completions'

/** `runCompletion <archive> <name>`: asks once of an archive that this process has just opened; prints the milliseconds. */
const [archive = '', name = ''] = process.argv.slice(2)
const reader = await ArchiveReader.open(archive)
const [, ask] = Object.entries(COMPLETIONS).find(([each]) => each === name) ?? []
if (!ask) throw new Error(`there is no completion ${name}`)
const startedAt = performance.now()
await ask(reader, new AbortController().signal)
const milliseconds = performance.now() - startedAt
reader.close()
process.stdout.write(JSON.stringify({ milliseconds }))
