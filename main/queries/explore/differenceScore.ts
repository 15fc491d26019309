import { joinSql, sql, type Statement } from '../../archive/sql'

/** χ² with one degree of freedom at p = 0.001. */
const BEYOND_CHANCE = 10.83
/** About what 50 % are against 55 %. */
const LEAST_SCORE = 0.002

/**
 * Rows of `n_in` and `n_out`, which of `inside` and `outside` spans have something, with `score`; only those that differ.
 *
 * The score is the Jensen–Shannon divergence, in bits, of having it and not having it inside from the same outside:
 * H((p + q) / 2) − (H(p) + H(q)) / 2, with H(x) = −x·log₂ x − (1 − x)·log₂(1 − x) (J. Lin, “Divergence measures based on
 * the Shannon entropy”, IEEE Transactions on Information Theory 37, 1991). It weighs both sides alike, however few spans
 * are inside. The shares are p = (n + ½) / (N + 1) (Krichevsky and Trofimov, 1981), so that a handful of spans proves less
 * than many. What a log-likelihood ratio test puts down to chance (T. Dunning, “Accurate methods for the statistics of
 * surprise and coincidence”, Computational Linguistics 19, 1993: G² below 10.83, p = 0.001) is left out.
 */
export function differing(rows: Statement, inside: number, outside: number): Statement {
  const [all, others] = [sql`${inside}::DOUBLE`, sql`${outside}::DOUBLE`]
  const shares = sql`SELECT *, (n_in + 0.5) / (${all} + 1) AS p, (n_out + 0.5) / (${others} + 1) AS q,
    (n_in + n_out) / (${all} + ${others}) AS share FROM (${rows})`
  const evidence = joinSql(
    [
      term(sql`n_in`, sql`${all} * share`),
      term(sql`n_out`, sql`${others} * share`),
      term(sql`${all} - n_in`, sql`${all} * (1 - share)`),
      term(sql`${others} - n_out`, sql`${others} * (1 - share)`),
    ],
    ' + ',
  )
  return sql`SELECT * EXCLUDE (p, q, share, evidence) FROM (
    SELECT *, 2 * (${evidence}) AS evidence,
      round(${entropy(sql`((p + q) / 2)`)} - (${entropy(sql`p`)} + ${entropy(sql`q`)}) / 2, 6) AS score
    FROM (${shares})) WHERE evidence >= ${BEYOND_CHANCE}::DOUBLE AND score >= ${LEAST_SCORE}::DOUBLE`
}

function entropy(share: Statement): Statement {
  return sql`(-${share} * log2(${share}) - (1 - ${share}) * log2(1 - ${share}))`
}

/** Observed times the logarithm of observed by expected, 0 for nothing observed. */
function term(count: Statement, expected: Statement): Statement {
  return sql`CASE WHEN ${count} > 0 THEN (${count}) * ln((${count}) / (${expected})) ELSE 0 END`
}
