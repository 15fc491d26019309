import type { FoundFile } from '../findFiles'

/** What one decoder does at a time, and what is written in one go in the order of the numbers. */
export interface Job {
  number: number
  /** Whole files. */
  files: FoundFile[]
  /** Where `files` is one large file: the part of it that this job reads, if the file can be read in parts. */
  part: FilePart | null
}

export interface FilePart {
  from: number
  to: number
  /** Part n of the file, counted from `firstJob`, is to begin at n times this. */
  partBytes: number
  /** Jobs of the same file, this one included. */
  firstJob: number
  lastJob: number
}

/** Small files go together, so that their spans do. */
const MOST_FILES_AT_ONCE = 256
const GROUP_BYTES = 4 << 20
const PART_BYTES = 16 << 20
/** A part of less would not be worth its beginning. */
const LEAST_PART_BYTES = 4 << 20

/** Cuts `files` into jobs, in their order. */
export function planJobs(files: readonly FoundFile[], partBytes = PART_BYTES): Job[] {
  const jobs: Job[] = []
  let group: FoundFile[] = []
  let groupBytes = 0
  const closeGroup = (): void => {
    if (group.length > 0) jobs.push({ number: jobs.length, files: group, part: null })
    group = []
    groupBytes = 0
  }
  for (const file of files) {
    if (file.bytes >= partBytes + Math.min(LEAST_PART_BYTES, partBytes)) {
      closeGroup()
      const firstJob = jobs.length
      const count = Math.max(1, Math.round(file.bytes / partBytes))
      const lastJob = firstJob + count - 1
      for (let index = 0; index < count; index++) {
        const from = index * partBytes
        const to = index === count - 1 ? Infinity : from + partBytes
        jobs.push({ number: jobs.length, files: [file], part: { from, to, partBytes, firstJob, lastJob } })
      }
      continue
    }
    group.push(file)
    groupBytes += file.bytes
    if (groupBytes >= GROUP_BYTES || group.length >= MOST_FILES_AT_ONCE) closeGroup()
  }
  closeGroup()
  return jobs
}
