import { PathModel, type CriticalPath, type Outcome, type PathTree, type Scenario } from './PathModel'

/** The worker holds one tree: it is told first, and answers with its critical path; then scenarios follow. */
export type PathQuestion = { tree: PathTree } | { scenario: Scenario }
export type PathAnswer = CriticalPath | Outcome

let model: PathModel | undefined

addEventListener('message', ({ data }: MessageEvent<PathQuestion>) => {
  if ('tree' in data) {
    model = new PathModel(data.tree)
    const { sections, shares } = model.path()
    const columns = [sections.row, sections.from, sections.to, shares.time, shares.stretches, shares.spans]
    answer({ sections, shares }, columns)
  } else if (model) {
    const outcome = model.whatIf(data.scenario)
    answer(outcome, [outcome.time])
  }
})

function answer(message: PathAnswer, columns: ArrayBufferView[]): void {
  postMessage(message, { transfer: columns.map(({ buffer }) => buffer) })
}
