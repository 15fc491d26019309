import { perSession } from '../../state/perSession'
import { SqlEditor } from './sqlEditor'
import { valueCompletions } from './valueCompletions'
import { workbenchOf } from './workbench.svelte'

/** The one editor of a session, which shows the current tab of its workbench and outlives the view. */
export const sqlEditorOf = perSession((session) => {
  const workbench = workbenchOf(session)
  return new SqlEditor({
    onrun(statements) {
      if (workbench.current) void workbench.run(workbench.current, statements)
    },
    oncancel() {
      const running = workbench.current?.running !== undefined
      workbench.current?.cancel()
      return running
    },
    onchange(text, cursor) {
      const tab = workbench.current
      if (!tab) return
      tab.text = text
      tab.cursor = cursor
      workbench.keep(tab)
    },
    values: valueCompletions(async ({ scope, key, text }, signal) => {
      const { value } = await session.ask('attributes.values', { scopes: [scope], key, text, count: 50 }, { signal })
      return value
    }),
  })
})
