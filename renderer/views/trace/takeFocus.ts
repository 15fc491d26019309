/** Gives the focus to what a view is used by, unless it was reached by keys among the tabs, which then keep it. */
export function takeFocus(element: HTMLElement | undefined): void {
  if (document.activeElement?.getAttribute('role') !== 'tab') element?.focus({ preventScroll: true })
}
