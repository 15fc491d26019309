/** What a message about a failure tells: what happened, the facts, what to do, and what can be copied. */
export interface Advice {
  title: string
  /** What it means and what to do about it, in sentences. */
  explanation: string
  facts: { label: string; value: string }[]
  /** What the message itself offers: to connect to the program again, or to try the same again. */
  remedy: 'reconnect' | 'retry' | null
  /** Where in the program it can be mended. */
  link: { label: string; href: string } | null
  /** JSON for whoever helps. */
  report: string
}
