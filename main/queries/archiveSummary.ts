import { stat } from 'node:fs/promises'
import type { ArchiveSummary, FileReport, ImportProblem } from '../../preload/contract/archive'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, orNull, readRows } from './readRows'

const LISTED = 10_000

/** What the archive holds, as a whole. */
export async function archiveSummary(reader: ArchiveReader, signal: AbortSignal): Promise<ArchiveSummary> {
  const [totals, files, problems, { size }] = await Promise.all([
    readTotals(reader, signal),
    readFiles(reader, signal),
    readProblems(reader, signal),
    stat(reader.path),
  ])
  return { ...totals, path: reader.path, formatVersion: reader.formatVersion, byteCount: size, files, problems }
}

async function readTotals(reader: ArchiveReader, signal: AbortSignal) {
  const statement = sql`
    SELECT
      (SELECT max(created_at)::TIMESTAMP_NS FROM archive),
      spans.*,
      (SELECT count(*) FROM store.traces),
      (SELECT count(*) FROM logs),
      files.*
    FROM
      (SELECT count(*), count(DISTINCT service_name), count(*) FILTER (status = 'error'), min(start_time), max(end_time)
       FROM store.spans) AS spans,
      (SELECT count(*), coalesce(sum(merged_count), 0), coalesce(sum(rejected_count), 0) FROM files) AS files`
  const [totals] = await readRows(reader.chunks(statement, signal), {
    createdAt: cell.time,
    spanCount: cell.number,
    serviceCount: cell.number,
    errorCount: cell.number,
    firstStart: orNull(cell.time),
    lastEnd: orNull(cell.time),
    traceCount: cell.number,
    logCount: cell.number,
    fileCount: cell.number,
    mergedCount: cell.number,
    rejectedCount: cell.number,
  })
  if (!totals) throw new Error('an aggregate without groups has one row')
  return totals
}

function readFiles(reader: ArchiveReader, signal: AbortSignal): Promise<FileReport[]> {
  const statement = sql`
    SELECT path, format, byte_count, record_count, span_count, merged_count, rejected_count
    FROM files ORDER BY file_id LIMIT ${LISTED}`
  return readRows(reader.chunks(statement, signal), {
    path: cell.text,
    format: cell.text,
    bytes: cell.number,
    records: cell.number,
    spans: cell.number,
    merged: cell.number,
    rejected: cell.number,
  })
}

function readProblems(reader: ArchiveReader, signal: AbortSignal): Promise<ImportProblem[]> {
  const statement = sql`
    SELECT coalesce(files.path, ''), code, message, occurrences, first_position, sample
    FROM import_problems LEFT JOIN files USING (file_id)
    ORDER BY file_id, first_position, code LIMIT ${LISTED}`
  return readRows(reader.chunks(statement, signal), {
    path: cell.text,
    code: cell.text,
    message: cell.text,
    occurrences: cell.number,
    firstPosition: orNull(cell.number),
    sample: orNull(cell.text),
  })
}
