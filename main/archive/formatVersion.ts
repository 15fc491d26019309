/** `archive.format_version` that this program writes, and the newest that it reads. */
export const FORMAT_VERSION = 4

/** Archives of a lower version are refused by name. */
export const OLDEST_FORMAT_VERSION = 4
