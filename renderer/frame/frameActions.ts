import type { Action, ActionGroup } from '../state/actions.svelte'
import type { Notices } from '../state/notices.svelte'
import type { Opening } from '../state/opening.svelte'
import type { Session } from '../state/session.svelte'
import { theme, THEMES, type Theme } from '../state/theme.svelte'
import { TIME_ZONES, timeDisplay } from '../state/timeDisplay.svelte'
import type { View } from '../views/View'
import { archiveActions, openActions } from './archiveActions'

export interface Frame {
  session: Session
  opening: Opening
  notices: Notices
  views: readonly View[]
  /** Goes to a view, where the user was last in it. */
  turnTo: (view: string) => void
}

const THEME_WORDS: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' }

/** What can be done wherever the user is, beside the help and the list of commands themselves. */
export function frameActions({ session, opening, notices, views, turnTo }: Frame): ActionGroup[] {
  const { archive, route } = session
  const reachable = views.filter(({ icon, needsArchive }) => !needsArchive || (icon !== null && archive !== undefined))
  const places = reachable.map(({ id, title, shortcut }): Action => {
    const keys = shortcut === null ? [] : [shortcut, `Mod+${shortcut}`]
    return { keys, does: `Go to ${title}`, run: () => turnTo(id), isOn: route.view === id }
  })
  return [
    { title: 'Go to', actions: [...places, { keys: ['Alt+ArrowLeft'], does: 'Back', run: () => route.back() }] },
    {
      title: 'Files',
      actions: [
        ...openActions(opening),
        { keys: [], does: 'Open the sample', run: () => void opening.openSample() },
        ...(archive ? archiveActions(archive, { opening, notices, session }) : []),
        ...(opening.jobs.length > 0 ? [{ keys: [], does: 'Show imports', run: () => opening.show() }] : []),
      ],
    },
    { title: 'Display', actions: [...themes(), ...zones()] },
  ]
}

function themes(): Action[] {
  return THEMES.map((each) => ({
    keys: [],
    does: `Theme: ${THEME_WORDS[each]}`,
    run: () => theme.choose(each),
    isOn: theme.chosen === each,
  }))
}

function zones(): Action[] {
  return TIME_ZONES.map((zone) => ({
    keys: [],
    does: zone === 'utc' ? 'Times in UTC' : `Times in your zone (${timeDisplay.localName})`,
    run: () => timeDisplay.choose(zone),
    isOn: timeDisplay.zone === zone,
  }))
}
