import { render } from 'svelte/server'
import { expect, it } from 'vitest'
import { findQuestions } from '../../renderer/views/sql/library/findQuestions'
import QuestionLibrary from '../../renderer/views/sql/library/QuestionLibrary.svelte'
import { QUESTIONS } from '../../renderer/views/sql/library/questions'

it('lists all questions by their groups, with the first one chosen', () => {
  const { body } = render(QuestionLibrary, { props: { onopen: () => undefined } })
  const plain = body.replaceAll(/<!--.*?-->/g, '')
  expect(plain.match(/role="option"/g)?.length).toBe(QUESTIONS.length)
  expect(plain.match(/role="group"/g)?.length).toBe(5)
  expect(plain.match(/aria-selected="true"/g)?.length).toBe(1)
  for (const { title } of QUESTIONS) expect(plain).toContain(`>${title}</strong>`)
})

it('finds questions by what they are about, else by what their statements name', () => {
  const ids = (text: string) => findQuestions(QUESTIONS, text).map(({ id }) => id)
  expect(ids('')).toEqual(QUESTIONS.map(({ id }) => id))
  expect(ids('cache HIT')).toEqual(['cacheHits'])
  expect(ids('messaging')).toEqual(['messageDelays', 'unconsumedMessages'])
  expect(ids('span_links')).toEqual(['messageDelays', 'unconsumedMessages'])
  expect(ids('no such thing')).toEqual([])
})
