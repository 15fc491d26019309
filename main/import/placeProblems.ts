import { withLine } from './DecodeProblems'
import type { DecodeProblem } from './SpanBatch'
import { findLines } from './source/findLines'

/** Problems of one file with their lines, which the file is read for once more where they are not known. */
export async function placeProblems(
  problems: readonly DecodeProblem[],
  path: string,
  entryPath: string,
  signal: Pick<AbortSignal, 'aborted'>,
): Promise<DecodeProblem[]> {
  const offsets = problems.flatMap(({ offset }) => offset ?? []).sort((a, b) => a - b)
  const lines = await findLines(path, offsets, signal, entryPath)
  return problems.map((problem) => withLine(problem, lines))
}
