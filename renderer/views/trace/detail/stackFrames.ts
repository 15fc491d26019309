/** A line of a stack trace: where it belongs to a library or a runtime, people read past it. */
export interface StackLine {
  text: string
  kind: 'message' | 'frame' | 'library'
}

const FRAME = /^\s*(at\s|File\s"|from\s|#\d+\s|\.{3}\s\d+\smore|goroutine\s|\S+\.go:\d+|in\s`)|^\s+\S+\.\w+:\d+/
const LIBRARY =
  /node_modules|node:internal|\(internal\/|site-packages|dist-packages|\/lib\/python|\/gems\/|vendor\/|\bat (java|javax|jdk|sun|kotlin|scala|org\.springframework|org\.apache|io\.netty|reactor|System|Microsoft)\.|\/usr\/local\/go\/src|\/go\/pkg\/mod/

/** Splits a stack trace of Java, Python, JavaScript, .NET, Go, Ruby or PHP into lines, each with its part in it. */
export function stackFrames(stack: string): StackLine[] {
  return stack
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((text) => ({ text, kind: !FRAME.test(text) ? 'message' : LIBRARY.test(text) ? 'library' : 'frame' }))
}
