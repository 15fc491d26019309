/** What the preload script exposes to the page as `window.traceloupe`: nothing but ports and paths. */
export interface ShellBridge {
  /**
   * Asks for a port. It arrives as a message event on `window` with `data.traceloupePort === id`
   * and the port in `event.ports`, because ports cannot pass through the context bridge.
   */
  requestPort(id: number, place: 'shell' | 'queries', archive: string): void
  /** The path of a file that the user dropped or chose. */
  pathOf(file: File): string
}
