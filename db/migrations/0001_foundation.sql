-- What every later file stands on: two roles, exclusion constraints over ordinary types, shared domains.

-- Exclusion constraints compare ids with `=` beside ranges with `&&` (docs/decisions: double bookings).
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Two roles that own no table and cannot log in. The product works as podeplan_serving (db/asTenant.ts); the
-- functions that turn names into numbers run as podeplan_counting (0010). Roles belong to the whole server, so
-- another database may have made them, or be making them now; and this user may not be allowed to.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['podeplan_serving', 'podeplan_counting'] LOOP
    BEGIN
      IF to_regrole(wanted) IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    BEGIN
      EXECUTE format('SET LOCAL ROLE %I', wanted);
      RESET ROLE;
    EXCEPTION WHEN insufficient_privilege THEN
      EXECUTE format('GRANT %I TO %I', wanted, current_user);
    END;
  END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'The database user % may not make roles. Let an administrator run: %', current_user,
    format('CREATE ROLE podeplan_serving NOLOGIN; CREATE ROLE podeplan_counting NOLOGIN; '
      'GRANT podeplan_serving, podeplan_counting TO %I;', current_user);
END
$$;

GRANT USAGE ON SCHEMA public TO podeplan_serving, podeplan_counting;

-- R57: nothing shaped like a CPR number gets in, not even in the middle of a note. A domain's error does not
-- echo the value, as a table's check constraint would.
CREATE DOMAIN plain_text AS text
  CONSTRAINT holds_no_cpr_number CHECK (VALUE !~ '(?<![+\d])\d{6}[- ]?\d{4}(?!\d)');

-- Wall-clock minutes since midnight; 1440 is allowed as an end.
CREATE DOMAIN minute_of_day AS smallint
  CONSTRAINT within_a_day CHECK (VALUE BETWEEN 0 AND 1440);

-- 0 is Monday, as in the planners' files.
CREATE DOMAIN weekdays AS smallint[]
  CONSTRAINT monday_is_zero CHECK (VALUE <@ '{0,1,2,3,4,5,6}' AND cardinality(VALUE) > 0);

CREATE DOMAIN iso_week AS text
  CONSTRAINT shaped_like_an_iso_week CHECK (VALUE ~ '^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$');

CREATE DOMAIN colour AS text
  CONSTRAINT red_or_green CHECK (VALUE IN ('green', 'red'));

CREATE DOMAIN shift AS text
  CONSTRAINT one_of_three CHECK (VALUE IN ('day', 'evening', 'night'));

-- Wall-clock time, no zone: a plan says what the clock on the wall shows.
CREATE FUNCTION during(day date, from_minute integer, to_minute integer) RETURNS tsrange
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN tsrange(day + make_interval(mins => from_minute), day + make_interval(mins => to_minute));

-- The minutes of a week (Monday 00:00 is 0) that a weekly window takes.
CREATE FUNCTION minutes_of_week(days smallint[], from_minute integer, to_minute integer) RETURNS int4multirange
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    SELECT range_agg(int4range(day * 1440 + from_minute, day * 1440 + to_minute)) FROM unnest(days) AS day
  );
