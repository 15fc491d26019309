import envPaths from 'env-paths'
import { join } from 'node:path'

/** Where the program keeps its own archives and lists: `$TRACELOUPE_DATA`, else the platform's data folder. */
export function dataFolder(): string {
  return process.env.TRACELOUPE_DATA || envPaths('traceloupe', { suffix: '' }).data
}

export const archivesFolder = (): string => join(dataFolder(), 'archives')
export const uploadsFolder = (): string => join(dataFolder(), 'uploads')
export const selectionsFolder = (): string => join(dataFolder(), 'selections')
export const downloadsFolder = (): string => join(dataFolder(), 'downloads')
export const sampleFolder = (): string => join(dataFolder(), 'sample')
