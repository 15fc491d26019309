-- title: Cardinality of attributes
-- about: How many values each attribute has, and how much of the archive it makes up.
-- group: Data
-- parameter: spans number = 300000  (Spans that are looked at)

-- resource_attributes can be looked at likewise.
WITH entries AS (
  SELECT unnest(map_keys(attributes)) AS key, unnest(map_values(attributes)) AS value
  FROM (SELECT attributes FROM spans LIMIT $spans)
)
SELECT
  key,
  count(*) AS spans,
  count(DISTINCT value) AS distinct_values,
  round(avg(strlen(value)), 1) AS mean_bytes,
  sum(strlen(value))::BIGINT AS total_bytes,
  any_value(left(value, 100)) AS example
FROM entries
GROUP BY key
ORDER BY distinct_values DESC, key
