import type { ShellBridge } from '../preload/contract/shellBridge'

declare global {
  interface Window {
    /** There under the desktop only. */
    traceloupe?: ShellBridge
  }
}
