import { QUESTION_GROUPS, type Question } from './Question'
import { readQuestion } from './readQuestion'

const files: Record<string, string> = import.meta.glob('./questions/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The library, group by group, in each by title. */
export const QUESTIONS: Question[] = Object.entries(files)
  .map(([path, text]) => readQuestion(path.replace(/^.*\/|\.sql$/g, ''), text))
  .sort((a, b) => QUESTION_GROUPS.indexOf(a.group) - QUESTION_GROUPS.indexOf(b.group) || (a.title < b.title ? -1 : 1))
