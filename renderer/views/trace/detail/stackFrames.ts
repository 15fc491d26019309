/** A line of a stack trace: where it belongs to a library or a runtime, people read past it. */
export interface StackLine {
  text: string
  kind: 'message' | 'frame' | 'library'
}

const FRAME = /^\s*(at\s|File\s"|from\s|#\d+\s|\.{3}\s\d+\smore|goroutine\s|\S+\.go:\d+|in\s`)|^\s+\S+\.\w+:\d+/
const LIBRARY =
  /node_modules|node:internal|\(internal\/|site-packages|dist-packages|\/lib\/python|\/gems\/|vendor\/|\bat (java|javax|jakarta|jdk|sun|kotlin|kotlinx|scala|akka|org\.(springframework|apache|hibernate|eclipse|jboss)|com\.(google|fasterxml|sun)|io\.(netty|grpc|opentelemetry|micrometer)|okhttp3|retrofit2|reactor|System|Microsoft)\.|\/usr\/local\/go\/src|\/go\/pkg\/mod/

/** Splits a stack trace of Java, Python, JavaScript, .NET, Go, Ruby or PHP into lines, each with its part in it. */
export function stackFrames(stack: string): StackLine[] {
  let python: StackLine['kind'] | undefined
  return stack
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((text) => {
      // Python puts the line of the source below each frame.
      const isSource = python !== undefined && !FRAME.test(text) && /^\s/.test(text)
      const kind =
        isSource && python ? python : !FRAME.test(text) ? 'message' : LIBRARY.test(text) ? 'library' : 'frame'
      python = isSource || /^\s*File\s"/.test(text) ? kind : undefined
      return { text, kind }
    })
}

/** Lines that follow one another; many of libraries are `folded` at first. */
export interface StackBlock {
  lines: StackLine[]
  folded: boolean
}

const FEW = 3

/** Blocks of a stack trace in which runs of more than a few lines of libraries stand by themselves. */
export function stackBlocks(lines: readonly StackLine[]): StackBlock[] {
  const blocks: StackBlock[] = []
  for (let from = 0, to = 0; from < lines.length; from = to) {
    const isLibrary = lines[from]?.kind === 'library'
    to = from + 1
    while (to < lines.length && (lines[to]?.kind === 'library') === isLibrary) to++
    const block = { lines: lines.slice(from, to), folded: isLibrary && to - from > FEW }
    const last = blocks.at(-1)
    if (last && !last.folded && !block.folded) last.lines.push(...block.lines)
    else blocks.push(block)
  }
  return blocks
}
