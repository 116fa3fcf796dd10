-- R7, P9: each contact is written to in its own language, so a notice knows it per recipient.
SELECT set_config('podeplan.actor_kind', 'system', true);

ALTER TABLE contacts ADD COLUMN language text NOT NULL DEFAULT 'da' CHECK (language IN ('da', 'en'));

ALTER TABLE notices ADD COLUMN languages text[] NOT NULL DEFAULT '{}' CHECK (languages <@ '{da,en}');
UPDATE notices SET languages = array_fill(language, ARRAY[cardinality(recipients)]) WHERE cardinality(recipients) > 0;
ALTER TABLE notices
  ALTER COLUMN languages DROP DEFAULT,
  DROP COLUMN language,
  ADD CHECK (cardinality(languages) = cardinality(recipients));
COMMENT ON COLUMN notices.languages IS 'Of each recipient, in the same order.';

-- R57: the domain refuses what the input check does (shared/domain/plainText.ts): six digits and four with any kind of
-- dash, dot or blank between, a date of birth with gaps, full-width digits, digits behind invisible characters.
CREATE FUNCTION looks_like_cpr_number(given text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE
  -- Ten digits do not fit into less; most texts are names and end here.
  WHEN octet_length(given) < 10 THEN false
  ELSE regexp_replace(
    normalize(given, NFKC),
    U&'[\00AD\061C\180E\200B-\200F\202A-\202E\2060-\2064\2066-\206F\FEFF]', '', 'g'
  ) ~ (
    U&'(?<![+0-9])[0-9]{6}[\\s./\00AD\058A\05BE\2010-\2015\2E3A\2E3B\301C\3030-]{0,3}[0-9]{4}(?![0-9])' ||
    U&'|(?<![+0-9])(0[1-9]|[12][0-9]|3[01])[\\s./\2010-\2015-](0[1-9]|1[0-2])[\\s./\2010-\2015-][0-9]{2}' ||
    U&'[\\s./\2010-\2015-]{0,3}[0-9]{4}(?![0-9])'
  )
END;

-- What slipped in before is made unreadable first: the whole text, since its digits may be spelled in many ways.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND domain_name = 'plain_text'
  LOOP
    EXECUTE format(
      'UPDATE %1$I SET %2$I = ''(CPR)'' WHERE looks_like_cpr_number(%2$I::text)', kept.table_name, kept.column_name
    );
  END LOOP;
END
$$;

ALTER DOMAIN plain_text DROP CONSTRAINT holds_no_cpr_number;
ALTER DOMAIN plain_text ADD CONSTRAINT holds_no_cpr_number CHECK (NOT looks_like_cpr_number(VALUE));
