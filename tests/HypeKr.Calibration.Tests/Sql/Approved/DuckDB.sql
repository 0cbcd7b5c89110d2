-- census
SELECT count(*) AS row_count,
       count(CASE WHEN fate = 1 THEN 1 END) AS usable,
       count(CASE WHEN fate = 2 THEN 1 END) AS unresolved,
       count(CASE WHEN fate = 3 THEN 1 END) AS missing_scores,
       count(CASE WHEN fate = 4 THEN 1 END) AS invalid_scores,
       count(CASE WHEN fate = 5 THEN 1 END) AS invalid_labels,
       count(CASE WHEN fate = 6 THEN 1 END) AS missing_categories,
       count(CASE WHEN fate = 1 AND invalid_market = 1 THEN 1 END) AS invalid_markets
FROM (
    SELECT CASE
         WHEN resolution IS NULL THEN 2
         WHEN score IS NULL THEN 3
         WHEN NOT (score >= 0 AND score <= 1) THEN 4
         WHEN NOT (resolution >= -1e300 AND resolution <= 1e300) THEN 5
         WHEN category IS NULL OR category = '' THEN 6
         ELSE 1 END AS fate,
         CASE WHEN market IS NULL OR (market >= 0 AND market <= 1) THEN 0 ELSE 1 END AS invalid_market
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
) AS fates;

-- score table
SELECT CAST(step AS DOUBLE) AS score, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT CASE WHEN score = 0 THEN 0 ELSE score END AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
) AS usable
GROUP BY step;

-- score table on a grid
SELECT CAST(step AS DOUBLE) / 10000e0 AS score, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT CAST(floor(score * 10000 + 0.5) AS BIGINT) AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
) AS usable
GROUP BY step;

-- score tables of categories
SELECT category, CAST(step AS DOUBLE) / 10000e0 AS score, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT category, CAST(floor(score * 10000 + 0.5) AS BIGINT) AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
) AS usable
GROUP BY category, step;

-- score tables of days
SELECT day, CAST(step AS DOUBLE) / 10000e0 AS score, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT day, CAST(floor(score * 10000 + 0.5) AS BIGINT) AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> '' AND day IS NOT NULL
) AS usable
GROUP BY day, step;

-- pairs with the market
SELECT category, CAST(step AS DOUBLE) AS score, market, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT category, market, CASE WHEN score = 0 THEN 0 ELSE score END AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "archive"."forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> '' AND market >= 0 AND market <= 1
) AS usable
GROUP BY category, step, market;

-- bins
SELECT score_bin, bin_rows, bin_positives, CAST(bin_sum AS DOUBLE) / 10000e0 / CAST(bin_rows AS DOUBLE) AS mean_forecast
FROM (
    SELECT score_bin, sum(group_rows) AS bin_rows, sum(group_positives) AS bin_positives,
           sum(step * group_rows) AS bin_sum, sum(step * step * group_rows) AS bin_squares, sum(step * group_positives) AS bin_products
    FROM (
        SELECT step, CAST(least(floor(CAST(step AS DOUBLE) / 10000e0 * 15), 14) AS BIGINT) AS score_bin, count(*) AS group_rows, sum(outcome) AS group_positives
        FROM (
            SELECT CAST(floor(score * 10000 + 0.5) AS BIGINT) AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
            FROM (
                SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
                FROM "archive"."forecasts" AS forecasts
            ) AS raw_rows
            WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
        ) AS usable
        GROUP BY step
    ) AS grouped
    GROUP BY score_bin
) AS binned
ORDER BY score_bin;

-- scores on a grid
SELECT sum(bin_rows) AS row_count,
       sum(bin_positives) AS positive_count,
       CAST(sum(bin_squares - 20000 * bin_products + 100000000 * bin_positives) AS DOUBLE) / 10000e0 / 10000e0 / CAST(sum(bin_rows) AS DOUBLE) AS brier,
       sum(bin_weight * (mean_forecast - observed_rate) * (mean_forecast - observed_rate)) / CAST(sum(bin_rows) AS DOUBLE) AS reliability,
       sum(bin_weight * observed_rate * observed_rate) / CAST(sum(bin_rows) AS DOUBLE) - (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) * (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) AS resolution,
       (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) * (1 - CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) AS uncertainty,
       sum(CAST(bin_squares AS DOUBLE) / 10000e0 / 10000e0 - bin_weight * mean_forecast * mean_forecast) / CAST(sum(bin_rows) AS DOUBLE) AS within_bin_variance,
       2 * sum(CAST(bin_products AS DOUBLE) / 10000e0 - bin_weight * mean_forecast * observed_rate) / CAST(sum(bin_rows) AS DOUBLE) AS within_bin_covariance,
       CAST(sum(abs(bin_sum - 10000 * bin_positives)) AS DOUBLE) / 10000e0 / CAST(sum(bin_rows) AS DOUBLE) AS expected_error,
       count(*) AS bin_count
FROM (
    SELECT bin_rows, bin_positives, bin_sum, bin_squares, bin_products,
           CAST(bin_rows AS DOUBLE) AS bin_weight,
           CAST(bin_sum AS DOUBLE) / 10000e0 / CAST(bin_rows AS DOUBLE) AS mean_forecast,
           CAST(bin_positives AS DOUBLE) / CAST(bin_rows AS DOUBLE) AS observed_rate
    FROM (
        SELECT score_bin, sum(group_rows) AS bin_rows, sum(group_positives) AS bin_positives,
               sum(step * group_rows) AS bin_sum, sum(step * step * group_rows) AS bin_squares, sum(step * group_positives) AS bin_products
        FROM (
            SELECT step, CAST(least(floor(CAST(step AS DOUBLE) / 10000e0 * 15), 14) AS BIGINT) AS score_bin, count(*) AS group_rows, sum(outcome) AS group_positives
            FROM (
                SELECT CAST(floor(score * 10000 + 0.5) AS BIGINT) AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
                FROM (
                    SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
                    FROM "archive"."forecasts" AS forecasts
                ) AS raw_rows
                WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
            ) AS usable
            GROUP BY step
        ) AS grouped
        GROUP BY score_bin
    ) AS binned
) AS measured;

-- scores of doubles
SELECT sum(bin_rows) AS row_count,
       sum(bin_positives) AS positive_count,
       CAST(sum(bin_squares - 2 * bin_products + 1 * bin_positives) AS DOUBLE) / 1e0 / 1e0 / CAST(sum(bin_rows) AS DOUBLE) AS brier,
       sum(bin_weight * (mean_forecast - observed_rate) * (mean_forecast - observed_rate)) / CAST(sum(bin_rows) AS DOUBLE) AS reliability,
       sum(bin_weight * observed_rate * observed_rate) / CAST(sum(bin_rows) AS DOUBLE) - (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) * (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) AS resolution,
       (CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) * (1 - CAST(sum(bin_positives) AS DOUBLE) / CAST(sum(bin_rows) AS DOUBLE)) AS uncertainty,
       sum(CAST(bin_squares AS DOUBLE) / 1e0 / 1e0 - bin_weight * mean_forecast * mean_forecast) / CAST(sum(bin_rows) AS DOUBLE) AS within_bin_variance,
       2 * sum(CAST(bin_products AS DOUBLE) / 1e0 - bin_weight * mean_forecast * observed_rate) / CAST(sum(bin_rows) AS DOUBLE) AS within_bin_covariance,
       CAST(sum(abs(bin_sum - 1 * bin_positives)) AS DOUBLE) / 1e0 / CAST(sum(bin_rows) AS DOUBLE) AS expected_error,
       count(*) AS bin_count
FROM (
    SELECT bin_rows, bin_positives, bin_sum, bin_squares, bin_products,
           CAST(bin_rows AS DOUBLE) AS bin_weight,
           CAST(bin_sum AS DOUBLE) / 1e0 / CAST(bin_rows AS DOUBLE) AS mean_forecast,
           CAST(bin_positives AS DOUBLE) / CAST(bin_rows AS DOUBLE) AS observed_rate
    FROM (
        SELECT CAST(least(floor(step * 15), 14) AS BIGINT) AS score_bin, count(*) AS bin_rows, sum(outcome) AS bin_positives,
               fsum(step) AS bin_sum, fsum(step * step) AS bin_squares, fsum(step * outcome) AS bin_products
        FROM (
            SELECT outcome, CASE WHEN step < 1e-150 THEN 0 ELSE step END AS step
            FROM (
                SELECT CASE WHEN score = 0 THEN 0 ELSE score END AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
                FROM (
                    SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST("outcome" AS DOUBLE) AS resolution, CAST("category" AS VARCHAR) AS category, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
                    FROM "archive"."forecasts" AS forecasts
                ) AS raw_rows
                WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
            ) AS every
        ) AS usable
        GROUP BY CAST(least(floor(step * 15), 14) AS BIGINT)
    ) AS binned
) AS measured;

-- boolean labels
SELECT CAST(step AS DOUBLE) AS score, count(*) AS row_count, sum(outcome) AS positive_count
FROM (
    SELECT CASE WHEN score = 0 THEN 0 ELSE score END AS step, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome
    FROM (
        SELECT CAST("raw_prob" AS DOUBLE) AS score, CAST(CASE WHEN "outcome" THEN 1 WHEN NOT "outcome" THEN 0 END AS DOUBLE) AS resolution, CAST("market_price" AS DOUBLE) AS market, CAST("asked_at" AS date) AS day
        FROM "forecasts" AS forecasts
    ) AS raw_rows
    WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300
) AS usable
GROUP BY step;

-- isotonic
CREATE TABLE "isotonic" (scope VARCHAR, start DOUBLE, lower_prob DOUBLE, upper_prob DOUBLE, isotonic_known bigint, isotonic_knot DOUBLE, isotonic_value DOUBLE, isotonic_slope DOUBLE, isotonic_next DOUBLE, isotonic_width DOUBLE, adopted_known bigint, adopted_knot DOUBLE, adopted_value DOUBLE, adopted_slope DOUBLE, adopted_next DOUBLE, adopted_width DOUBLE, PRIMARY KEY (scope, start));
INSERT INTO "isotonic" VALUES
('', (-1.7976931348623157E+308), 0e0, 1e0, 1, (-1.7976931348623157E+308), 0.25e0, 0e0, 0.25e0, 0e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0),
('', 0.2e0, 0e0, 1e0, 1, 0.2e0, 0.25e0, 0.8333333333333334e0, 0.5e0, 0e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0),
('', 0.5e0, 0e0, 1e0, 1, 0.5e0, 0.5e0, 0.8333333333333333e0, 0.75e0, 0e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0),
('', 0.8e0, 0e0, 1e0, 1, 0.8e0, 0.75e0, 0e0, 0.75e0, 0e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0);
SELECT f."id", CASE WHEN f.hk_score IS NULL OR s.isotonic_known = 0 THEN NULL
             WHEN s.isotonic_width > 0 THEN least(greatest(s.isotonic_value * (1 - (f.hk_score - s.isotonic_knot) / s.isotonic_width) + s.isotonic_next * ((f.hk_score - s.isotonic_knot) / s.isotonic_width), s.isotonic_value), s.isotonic_next)
             WHEN s.isotonic_slope = 0 THEN s.isotonic_value
             ELSE least(greatest(s.isotonic_slope * (f.hk_score - s.isotonic_knot) + s.isotonic_value, s.isotonic_value), s.isotonic_next) END AS isotonic_prob
FROM (
    SELECT "id", '' AS hk_scope, CASE WHEN CAST("raw_prob" AS DOUBLE) = 0 THEN 0 WHEN CAST("raw_prob" AS DOUBLE) >= (-1.7976931348623157E+308) AND CAST("raw_prob" AS DOUBLE) <= 1.7976931348623157E+308 THEN CAST("raw_prob" AS DOUBLE) END AS hk_score
    FROM "forecasts" AS forecasts
) AS f
ASOF LEFT JOIN "isotonic" AS s ON f.hk_scope = s.scope AND f.hk_score >= s.start;

-- Venn-Abers
CREATE TABLE "venn_abers" (scope VARCHAR, start DOUBLE, lower_prob DOUBLE, upper_prob DOUBLE, isotonic_known bigint, isotonic_knot DOUBLE, isotonic_value DOUBLE, isotonic_slope DOUBLE, isotonic_next DOUBLE, isotonic_width DOUBLE, adopted_known bigint, adopted_knot DOUBLE, adopted_value DOUBLE, adopted_slope DOUBLE, adopted_next DOUBLE, adopted_width DOUBLE, PRIMARY KEY (scope, start));
INSERT INTO "venn_abers" VALUES
('', (-1.7976931348623157E+308), 0e0, 0.4e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, (-1.7976931348623157E+308), 0.28571428571428575e0, 0e0, 0.28571428571428575e0, 0e0),
('', 0.2e0, 0.2e0, 0.4e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.2e0, 0.3333333333333333e0, 0e0, 0.3333333333333333e0, 0e0),
('', 0.20000000000000004e0, 0.2e0, 0.6e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.20000000000000004e0, 0.4285714285714286e0, 0e0, 0.4285714285714286e0, 0e0),
('', 0.5e0, 0.4e0, 0.6e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.5e0, 0.5e0, 0e0, 0.5e0, 0e0),
('', 0.5000000000000001e0, 0.4e0, 0.8e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.5000000000000001e0, 0.5714285714285715e0, 0e0, 0.5714285714285715e0, 0e0),
('', 0.8e0, 0.6e0, 0.8e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.8e0, 0.6666666666666666e0, 0e0, 0.6666666666666666e0, 0e0),
('', 0.8000000000000002e0, 0.6e0, 1e0, 0, (-1.7976931348623157E+308), 0e0, 0e0, 0e0, 0e0, 1, 0.8000000000000002e0, 0.7142857142857143e0, 0e0, 0.7142857142857143e0, 0e0);
SELECT f."id", CASE WHEN f.hk_score IS NOT NULL THEN s.lower_prob END AS lower_prob, CASE WHEN f.hk_score IS NOT NULL THEN s.upper_prob END AS upper_prob, CASE WHEN f.hk_score IS NOT NULL THEN s.adopted_value END AS calibrated_prob
FROM (
    SELECT "id", '' AS hk_scope, CASE WHEN CAST("raw_prob" AS DOUBLE) = 0 THEN 0 WHEN CAST("raw_prob" AS DOUBLE) >= (-1.7976931348623157E+308) AND CAST("raw_prob" AS DOUBLE) <= 1.7976931348623157E+308 THEN CAST("raw_prob" AS DOUBLE) END AS hk_score
    FROM "forecasts" AS forecasts
) AS f
ASOF LEFT JOIN "venn_abers" AS s ON f.hk_scope = s.scope AND f.hk_score >= s.start;

-- bundle
DROP TABLE IF EXISTS "model_bundle";
DROP TABLE IF EXISTS "model_categories";
DROP TABLE IF EXISTS "model_cells";
DROP TABLE IF EXISTS "model_segments";
CREATE TABLE "model_bundle" (hash VARCHAR, model_hash VARCHAR, alpha VARCHAR, row_count bigint, PRIMARY KEY (hash));
INSERT INTO "model_bundle" VALUES
('(hash)', '(model hash)', '0.1', 12);
CREATE TABLE "model_categories" (category VARCHAR, known bigint, scope VARCHAR, method VARCHAR, coefficient_a DOUBLE, coefficient_b DOUBLE, coefficient_c DOUBLE, trust DOUBLE, PRIMARY KEY (category));
INSERT INTO "model_categories" VALUES
('politics', 1, 'politics', 'Steps', 0e0, 0e0, 0e0, 0e0),
('sports', 1, '', 'Beta', 1.145535557307327e0, 0e0, 0.7450560673036285e0, 0e0);
CREATE TABLE "model_cells" (category VARCHAR, alpha VARCHAR, class bigint, excludable bigint, quantile DOUBLE, PRIMARY KEY (category, alpha, class));
INSERT INTO "model_cells" VALUES
('politics', '0.2', 0, 0, 1e0),
('politics', '0.2', 1, 0, 1e0),
('sports', '0.2', 0, 0, 1e0),
('sports', '0.2', 1, 0, 1e0),
('politics', '0.1', 0, 0, 1e0),
('politics', '0.1', 1, 0, 1e0),
('sports', '0.1', 0, 0, 1e0),
('sports', '0.1', 1, 0, 1e0);
CREATE TABLE "model_segments" (scope VARCHAR, start DOUBLE, lower_prob DOUBLE, upper_prob DOUBLE, isotonic_known bigint, isotonic_knot DOUBLE, isotonic_value DOUBLE, isotonic_slope DOUBLE, isotonic_next DOUBLE, isotonic_width DOUBLE, adopted_known bigint, adopted_knot DOUBLE, adopted_value DOUBLE, adopted_slope DOUBLE, adopted_next DOUBLE, adopted_width DOUBLE, PRIMARY KEY (scope, start));
INSERT INTO "model_segments" VALUES
('', 0e0, 0e0, 0.5384615384615384e0, 1, 0e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0e0, 0.35000000000000003e0, 0e0, 0.35000000000000003e0, 0e0),
('', 0.2e0, 0.4e0, 0.5384615384615384e0, 1, 0.2e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.2e0, 0.47297297297297297e0, 0e0, 0.47297297297297297e0, 0e0),
('', 0.20000000000000004e0, 0.4e0, 0.5555555555555556e0, 1, 0.2e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.20000000000000004e0, 0.48076923076923084e0, 0e0, 0.48076923076923084e0, 0e0),
('', 0.7e0, 0.46153846153846156e0, 0.5555555555555556e0, 1, 0.7e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.7e0, 0.5078125e0, 0e0, 0.5078125e0, 0e0),
('', 0.7000000000000001e0, 0.46153846153846156e0, 1e0, 1, 0.7e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.7000000000000001e0, 0.65e0, 0e0, 0.65e0, 0e0),
('politics', 0e0, 0e0, 0.5555555555555556e0, 1, 0e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0e0, 0.35714285714285715e0, 0e0, 0.35714285714285715e0, 0e0),
('politics', 0.2e0, 0.4444444444444444e0, 0.5555555555555556e0, 1, 0.2e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.2e0, 0.5e0, 0e0, 0.5e0, 0e0),
('politics', 0.7e0, 0.4444444444444444e0, 0.5555555555555556e0, 1, 0.7e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.2e0, 0.5e0, 0e0, 0.5e0, 0e0),
('politics', 0.7000000000000001e0, 0.4444444444444444e0, 1e0, 1, 0.7e0, 0.5e0, 0e0, 0.5e0, 0e0, 1, 0.7000000000000001e0, 0.6428571428571428e0, 0e0, 0.6428571428571428e0, 0e0);
SELECT r."id", r.isotonic_prob AS isotonic_prob, r.lower_prob AS lower_prob, r.upper_prob AS upper_prob, r.calibrated_prob AS calibrated_prob,
       CASE WHEN r.hk_score IS NOT NULL AND r.hk_market IS NOT NULL THEN r.hk_trust * r.calibrated_prob + (1 - r.hk_trust) * r.hk_market END AS blended_prob,
       r.hk_no AS set_no, r.hk_yes AS set_yes
FROM (
    SELECT g."id", g.hk_score AS hk_score, g.hk_market AS hk_market, g.hk_trust AS hk_trust,
        CASE WHEN g.hk_score IS NULL OR s.isotonic_known = 0 THEN NULL
             WHEN s.isotonic_width > 0 THEN least(greatest(s.isotonic_value * (1 - (g.hk_score - s.isotonic_knot) / s.isotonic_width) + s.isotonic_next * ((g.hk_score - s.isotonic_knot) / s.isotonic_width), s.isotonic_value), s.isotonic_next)
             WHEN s.isotonic_slope = 0 THEN s.isotonic_value
             ELSE least(greatest(s.isotonic_slope * (g.hk_score - s.isotonic_knot) + s.isotonic_value, s.isotonic_value), s.isotonic_next) END AS isotonic_prob,
        CASE WHEN g.hk_score IS NOT NULL THEN s.lower_prob END AS lower_prob,
        CASE WHEN g.hk_score IS NOT NULL THEN s.upper_prob END AS upper_prob,
        CASE WHEN g.hk_method = 'Identity' THEN g.hk_score
             WHEN g.hk_method = 'Beta' THEN
                 CASE WHEN g.hk_score IS NULL THEN NULL
                      WHEN g.hk_a * ln(least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) - g.hk_b * ln(1 - least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) + g.hk_c >= 0 THEN 1 / (1 + exp(-(g.hk_a * ln(least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) - g.hk_b * ln(1 - least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) + g.hk_c)))
                      ELSE exp(g.hk_a * ln(least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) - g.hk_b * ln(1 - least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) + g.hk_c) / (1 + exp(g.hk_a * ln(least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) - g.hk_b * ln(1 - least(greatest(g.hk_score, 2.220446049250313E-16), 1 - 2.220446049250313E-16)) + g.hk_c)) END
             ELSE
            CASE WHEN g.hk_score IS NULL OR s.adopted_known = 0 THEN NULL
                 WHEN s.adopted_width > 0 THEN least(greatest(s.adopted_value * (1 - (g.hk_score - s.adopted_knot) / s.adopted_width) + s.adopted_next * ((g.hk_score - s.adopted_knot) / s.adopted_width), s.adopted_value), s.adopted_next)
                 WHEN s.adopted_slope = 0 THEN s.adopted_value
                 ELSE least(greatest(s.adopted_slope * (g.hk_score - s.adopted_knot) + s.adopted_value, s.adopted_value), s.adopted_next) END END AS calibrated_prob,
        CASE WHEN g.hk_score IS NULL THEN NULL WHEN g.hk_excludes_no = 1 AND NOT g.hk_score <= g.hk_quantile_no THEN 0 ELSE 1 END AS hk_no,
        CASE WHEN g.hk_score IS NULL THEN NULL WHEN g.hk_excludes_yes = 1 AND NOT 1 - g.hk_score <= g.hk_quantile_yes THEN 0 ELSE 1 END AS hk_yes
    FROM (
        SELECT f."id", f.hk_score AS hk_score, f.hk_market AS hk_market,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.scope ELSE '' END AS hk_scope,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.method ELSE 'Steps' END AS hk_method,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.coefficient_a ELSE 0e0 END AS hk_a,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.coefficient_b ELSE 0e0 END AS hk_b,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.coefficient_c ELSE 0e0 END AS hk_c,
               CASE WHEN coalesce(c.known, 0) = 1 THEN c.trust ELSE 0e0 END AS hk_trust,
               coalesce(n.excludable, 0) AS hk_excludes_no, n.quantile AS hk_quantile_no,
               coalesce(y.excludable, 0) AS hk_excludes_yes, y.quantile AS hk_quantile_yes
        FROM (
            SELECT "id", CAST("category" AS VARCHAR) AS hk_category,
                   CASE WHEN CAST("raw_prob" AS DOUBLE) = 0 THEN 0 WHEN CAST("raw_prob" AS DOUBLE) > 0 AND CAST("raw_prob" AS DOUBLE) <= 1 THEN CAST("raw_prob" AS DOUBLE) END AS hk_score,
                   CASE WHEN CAST("market_price" AS DOUBLE) = 0 THEN 0 WHEN CAST("market_price" AS DOUBLE) > 0 AND CAST("market_price" AS DOUBLE) <= 1 THEN CAST("market_price" AS DOUBLE) END AS hk_market
            FROM "forecasts" AS forecasts
        ) AS f
        LEFT JOIN "model_categories" AS c ON c.category = f.hk_category
        LEFT JOIN (SELECT category, excludable, quantile FROM "model_cells" WHERE class = 0 AND alpha = '0.1') AS n ON n.category = f.hk_category
        LEFT JOIN (SELECT category, excludable, quantile FROM "model_cells" WHERE class = 1 AND alpha = '0.1') AS y ON y.category = f.hk_category
    ) AS g
    LEFT JOIN (
        SELECT *, unnest(range(CAST(floor(start * 4096) AS BIGINT), CAST(least(floor(stop * 4096), 4096) AS BIGINT) + 1)) AS bucket
        FROM (SELECT *, coalesce(lead(start) OVER (PARTITION BY scope ORDER BY start), 2) AS stop FROM "model_segments") AS bounded
    ) AS s ON s.scope = g.hk_scope AND s.bucket = CAST(floor(g.hk_score * 4096) AS BIGINT) AND g.hk_score >= s.start AND g.hk_score < s.stop
) AS r;

