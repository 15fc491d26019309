import { formatDuration } from '../../../../preload/contract/formatDuration'

/** How far a clock is off, from what is to be added to its times: one that is behind needs time added. */
export function offsetWords(offsetNs: number): string {
  if (offsetNs === 0) return 'agrees'
  return `${formatDuration(Math.abs(offsetNs))} ${offsetNs > 0 ? 'behind' : 'ahead'}`
}
