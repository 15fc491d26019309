/** Built by the Lezer plugin of Vite, with an import of @lezer/lr that knip does not see. */
declare module '*.grammar' {
  import type { LRParser } from '@lezer/lr'

  export const parser: LRParser
}
