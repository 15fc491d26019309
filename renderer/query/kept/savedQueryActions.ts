import type { ActionGroup } from '../../state/actions.svelte'
import type { Session } from '../../state/session.svelte'
import { keptQueriesOf } from './keptQueries.svelte'
import { queryRows } from './queryRows'

/** Runs what was saved under a name, from wherever the user is. */
export async function savedQueryActions(session: Session): Promise<ActionGroup> {
  const kept = keptQueriesOf(session)
  await kept.refresh()
  const rows = kept.list.answer ? queryRows({ ...kept.list.answer, recent: [] }, '') : []
  const actions = rows.map(({ text, saved }) => ({
    keys: [],
    does: saved?.name ?? text,
    detail: text,
    run: () => {
      session.route.go('traces', { parameters: { query: text } })
      kept.searched(text)
    },
  }))
  return { title: 'Saved queries', actions }
}
