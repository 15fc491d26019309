-- Every value of every attribute and of the intrinsic fields, by how many spans of at least 50 ms and of the others have it.
WITH
  compared AS (SELECT *, coalesce(duration_ns >= 50000000, false) AS inside FROM spans),
  fields AS (
    SELECT 'span' AS scope, unnest(map_keys(attributes)) AS key, unnest(map_values(attributes)) AS value, inside FROM compared
    UNION ALL
    SELECT 'resource', unnest(map_keys(resource_attributes)), unnest(map_values(resource_attributes)), inside FROM compared
    UNION ALL SELECT 'intrinsic', 'span:name', name, inside FROM compared
    UNION ALL SELECT 'intrinsic', 'span:kind', kind, inside FROM compared
    UNION ALL SELECT 'intrinsic', 'span:status', status, inside FROM compared
    UNION ALL SELECT 'intrinsic', 'instrumentation:name', scope_name, inside FROM compared
    UNION ALL SELECT 'intrinsic', 'instrumentation:version', scope_version, inside FROM compared)
SELECT scope, key, value, count(*) FILTER (inside) AS inside, count(*) FILTER (NOT inside) AS outside
FROM fields GROUP BY ALL
