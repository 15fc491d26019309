/** `archive.format_version` that this program writes, and the newest that it reads. */
export const FORMAT_VERSION = 5

/** Archives of a lower version are refused by name. Those of version 4 have but two of the macros, and no comments. */
export const OLDEST_FORMAT_VERSION = 4
