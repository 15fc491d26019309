import type { SqlParameter } from '../../../../preload/contract/sql/parameters'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { parseDuration } from '../../../query/parseDuration'
import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'
import { formatTime } from '../../../state/timeDisplay.svelte'
import type { ParameterValues } from '../QueryTab.svelte'
import type { Workbench } from '../workbench.svelte'
import { parameterOf } from './parameterOf'
import type { Question, QuestionParameter } from './Question'

/** Opens a question in a tab, its inputs filled from the archive, and asks it. */
export async function openQuestion(session: Session, workbench: Workbench, question: Question): Promise<void> {
  const tab = workbench.bring(question.statement, question.title)
  const endWork = startWork()
  const values: ParameterValues = {}
  for (const parameter of question.parameters) {
    // What somebody wrote there before stays.
    const present = tab.values[parameter.name]
    values[parameter.name] = present ?? { type: parameter.type, text: textOf(await defaultOf(session, parameter)) }
  }
  endWork()
  tab.values = values
  workbench.keep(tab)
  await workbench.run(tab, [{ text: question.statement, from: 0 }])
}

async function defaultOf(session: Session, { type, default: given }: QuestionParameter): Promise<SqlParameter> {
  if ('value' in given) return given.value
  const archive = session.archive?.path
  if (archive === undefined) return { type: 'null' }
  const asked = { archive, session: 'defaults', statement: given.statement, parameters: {}, selection: null }
  const { value } = await session.explorer.shell.ask('sql.run', asked)
  return parameterOf(type, value?.rows[0]?.[0])
}

/** As it stands in the input, which reads it as the same value. */
function textOf(parameter: SqlParameter): string {
  switch (parameter.type) {
    case 'null':
      return ''
    case 'timestamp':
      return formatTime(BigInt(parameter.value), 'nanosecond').replace(/\.?0+$/, '')
    case 'duration': {
      const readable = formatDuration(BigInt(parameter.value))
      return parseDuration(readable) === Number(parameter.value) ? readable : parameter.value
    }
    default:
      return parameter.value
  }
}
