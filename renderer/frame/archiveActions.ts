import Copy from '@lucide/svelte/icons/copy'
import File from '@lucide/svelte/icons/file'
import FilePlus from '@lucide/svelte/icons/file-plus'
import Folder from '@lucide/svelte/icons/folder'
import FolderPlus from '@lucide/svelte/icons/folder-plus'
import Info from '@lucide/svelte/icons/info'
import PackageOpen from '@lucide/svelte/icons/package-open'
import type { OpenedArchive } from '../../preload/contract/archive'
import type { Action } from '../state/actions.svelte'
import type { Notices } from '../state/notices.svelte'
import { extractingOf } from '../state/extracting.svelte'
import type { Opening } from '../state/opening.svelte'
import type { Session } from '../state/session.svelte'
import { copyText } from '../ui/copyText'
import { selectionInSight } from './extract/selectionInSight'

/** What can be done with the open archive. */
export function archiveActions(
  archive: OpenedArchive,
  { opening, notices, session }: { opening: Opening; notices: Notices; session: Session },
): Action[] {
  const { route } = session
  return [
    { keys: [], does: 'Import report', icon: Info, run: () => opening.summarise() },
    { keys: [], does: 'Copy path of the archive', icon: Copy, run: () => void copyPath(archive, notices) },
    {
      // On the page of a trace this key is its menu of exports, which leads here too.
      keys: route.view === 'traces' ? ['X'] : [],
      does: 'Extract traces…',
      icon: PackageOpen,
      run: () => extractingOf(session).ask(selectionInSight(route)),
    },
    ...(['files', 'folder'] as const).map((kind) => ({
      keys: [],
      does: kind === 'files' ? 'Add files to this archive…' : 'Add a folder to this archive…',
      icon: kind === 'files' ? FilePlus : FolderPlus,
      run: () => void opening.chooseToAdd(kind),
    })),
  ]
}

/** What opens something else. */
export function openActions(opening: Opening): Action[] {
  return [
    { keys: ['Mod+O'], does: 'Open files…', icon: File, run: () => void opening.choose('files') },
    { keys: ['Mod+Shift+O'], does: 'Open folder…', icon: Folder, run: () => void opening.choose('folder') },
  ]
}

async function copyPath({ path }: OpenedArchive, notices: Notices): Promise<void> {
  const copied = await copyText(path)
  notices.say(copied ? `Copied ${path}` : `The clipboard cannot be used. The path is ${path}`)
}
