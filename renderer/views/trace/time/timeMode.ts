/** What the times of a trace are counted from: its start, nothing (they are clock times), or the selected span's start. */
export const TIME_MODES = ['trace', 'clock', 'span'] as const
export type TimeMode = (typeof TIME_MODES)[number]
