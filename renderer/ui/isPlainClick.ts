/** Whether a click on a link is for the page: one with Ctrl, Cmd or Shift is the browser's own, for another tab or window. */
export function isPlainClick({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !shiftKey
}
