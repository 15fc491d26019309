/** Shows a dialog before all else for as long as it exists; the focus then goes back to where it was. */
export function modal(dialog: HTMLDialogElement): () => void {
  const focused = document.activeElement
  dialog.showModal()
  return () => {
    dialog.close()
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus()
  }
}
