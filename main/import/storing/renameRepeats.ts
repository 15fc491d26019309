/** What a repeat (see `UnitedReports.repeat`) adds to an id. */
const suffix = (repeat: string): string =>
  `CASE ${repeat} WHEN 0 THEN '' WHEN -1 THEN '/server' ELSE '/' || ${repeat} END`

/** Statements that make the ids of spans unique in their traces, as `stage.renamed` says. */
export const RENAME_REPEATS: string[] = [
  `UPDATE archive.store.span_rows AS s SET
      span_id = s.span_id || ${suffix('n.repeat')},
      parent_span_id = CASE WHEN n.is_below_own_id THEN s.span_id
        WHEN n.parent_repeat <> 0 THEN s.parent_span_id || ${suffix('n.parent_repeat')} ELSE s.parent_span_id END,
      reported_span_id = CASE WHEN n.repeat <> 0 THEN s.span_id END
    FROM stage.renamed n WHERE n.span_row = s.span_row`,
  ...['span_events', 'span_links'].map(
    (table) => `UPDATE archive.store.${table} AS d SET span_id = d.span_id || ${suffix('n.repeat')}
    FROM stage.renamed n WHERE n.span_row = d.span_row AND n.repeat <> 0`,
  ),
]

/** Statements that give spans their reported ids again, in the archive which is added to. */
export const RESTORE_REPORTED_IDS: string[] = [
  `CREATE TABLE stage.restored AS
    SELECT s.span_row, s.reported_span_id, coalesce(p.reported_span_id, s.parent_span_id) AS parent_span_id
    FROM archive.store.span_rows s LEFT JOIN archive.store.span_rows p
      ON p.span_row = s.tree.parent_row AND p.reported_span_id IS NOT NULL
    WHERE s.reported_span_id IS NOT NULL OR p.reported_span_id IS NOT NULL`,
  `UPDATE archive.store.span_rows AS s SET
      span_id = coalesce(r.reported_span_id, s.span_id), parent_span_id = r.parent_span_id, reported_span_id = NULL
    FROM stage.restored r WHERE r.span_row = s.span_row`,
  ...['span_events', 'span_links'].map(
    (table) => `UPDATE archive.store.${table} AS d SET span_id = r.reported_span_id
    FROM stage.restored r WHERE r.span_row = d.span_row AND r.reported_span_id IS NOT NULL`,
  ),
]
