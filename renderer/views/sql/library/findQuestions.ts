import type { Question } from './Question'

/** The questions that have all words of a text in their title, their sentence, their group or their statement. */
export function findQuestions(questions: readonly Question[], text: string): Question[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...questions]
  const inHead = ({ title, about, group }: Question) => `${title} ${about} ${group}`.toLowerCase()
  const has = (where: string) => words.every((word) => where.includes(word))
  // What a question is about counts more than what its statement happens to name.
  const found = questions.filter((question) => has(inHead(question)))
  return found.length > 0 ? found : questions.filter((question) => has(question.statement.toLowerCase()))
}
