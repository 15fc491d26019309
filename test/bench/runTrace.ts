import { measureParse } from './measureParse'
import { measureTracePage } from './measureTracePage'

/** `runTrace parse|browser|desktop <file>`: measures once and prints the figures. */
const [what = '', file = ''] = process.argv.slice(2)
if (what !== 'parse' && what !== 'browser' && what !== 'desktop') throw new Error(`what is ${what}?`)
const figures = what === 'parse' ? await measureParse(file) : await measureTracePage(what, file)
process.stdout.write(JSON.stringify(figures))
