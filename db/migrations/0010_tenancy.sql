-- Who sees and writes what. Every transaction says who is asking (db/asTenant.ts); a connection that says nothing
-- sees the public reference data and no more. Forced, so that the owner of the tables is held as well.

CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE
  RETURN coalesce(current_setting('podeplan.actor_kind', true), '');

-- The region itself, and those it has replaced.
CREATE FUNCTION own_regions() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'region' THEN ARRAY(
      SELECT code FROM regions WHERE code = current_setting('podeplan.actor_region', true)
      UNION
      SELECT before.region_code
      FROM region_memberships AS mine
      JOIN region_memberships AS before
        ON before.municipality_code = mine.municipality_code AND before.to_date < mine.from_date
      WHERE mine.region_code = current_setting('podeplan.actor_region', true))
    ELSE '{}'
  END;

-- The organisations that the actor speaks for: whose own people it may see by name.
CREATE FUNCTION own_organisations() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'municipality' THEN ARRAY(
      SELECT id FROM organisations
      WHERE municipality_code = current_setting('podeplan.actor_municipality', true) AND NOT independent)
    WHEN 'organisation' THEN ARRAY[current_setting('podeplan.actor_organisation', true)]
    WHEN 'region' THEN own_regions()
    WHEN 'stps' THEN ARRAY['stps']
    ELSE '{}'
  END;

-- A region sees the municipalities that are, were or will be its: plans and history cross the day of a merger.
CREATE FUNCTION overseen_municipalities() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'municipality' THEN ARRAY[current_setting('podeplan.actor_municipality', true)]
    WHEN 'region' THEN ARRAY(
      SELECT municipality_code FROM region_memberships
      WHERE region_code = current_setting('podeplan.actor_region', true))
    WHEN 'stps' THEN ARRAY(SELECT code FROM municipalities)
    WHEN 'system' THEN ARRAY(SELECT code FROM municipalities)
    ELSE '{}'
  END;

-- Where the actor may write what belongs to an organisation: not a municipality to the independent homes in it.
CREATE FUNCTION led_municipalities() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind() WHEN 'municipality' THEN '{}' ELSE overseen_municipalities() END;

-- An independent home is concerned by what is decided about its municipality, without overseeing it.
CREATE FUNCTION concerned_municipalities() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'organisation' THEN ARRAY(
      SELECT municipality_code FROM organisations
      WHERE id = current_setting('podeplan.actor_organisation', true) AND municipality_code IS NOT NULL)
    ELSE overseen_municipalities()
  END;

-- The regions whose laboratories and plans serve the actor's municipalities.
CREATE FUNCTION serving_regions() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'region' THEN own_regions()
    WHEN 'stps' THEN ARRAY(SELECT code FROM regions)
    ELSE ARRAY(
      SELECT DISTINCT region_code FROM region_memberships
      WHERE municipality_code = ANY (concerned_municipalities()))
  END;

-- Turns row-level security on for one table and lets the serving role at it. Both arguments name a circle:
--   system     nightly jobs and operators only
--   own        the organisation whose people or plans these are
--   agreeing   own, and the region or STPS that agrees with it
--   parties    own, and every municipality, region or STPS that oversees it
--   concerned  parties, and independent homes in the municipality, and municipalities of the region
--   anyone     reference data
-- A circle looks at those of organisation_id, municipality_code and region_code that the table has.
CREATE PROCEDURE keep_apart(kept regclass, reads text, writes text) LANGUAGE plpgsql AS $$
DECLARE
  readers text := circle(kept, reads);
  writers text := circle(kept, writes);
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', kept);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', kept);
  EXECUTE format('CREATE POLICY read_by_%s ON %s FOR SELECT USING (%s)', reads, kept, readers);
  EXECUTE format('CREATE POLICY insert_by_%s ON %s FOR INSERT WITH CHECK (%s)', writes, kept, writers);
  EXECUTE format('CREATE POLICY update_by_%s ON %s FOR UPDATE USING (%s)', writes, kept, writers);
  EXECUTE format('CREATE POLICY delete_by_%s ON %s FOR DELETE USING (%s)', writes, kept, writers);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO podeplan_serving', kept);
END
$$;

CREATE FUNCTION circle(kept regclass, name text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  has text[] := ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = kept AND attnum > 0 AND NOT attisdropped);
  terms text[] := ARRAY[$q$(SELECT actor_kind()) = 'system'$q$];
  municipalities text := CASE name
    WHEN 'agreeing' THEN '((SELECT led_municipalities())::text[])'
    WHEN 'parties' THEN '((SELECT overseen_municipalities())::text[])'
    WHEN 'concerned' THEN '((SELECT concerned_municipalities())::text[])' END;
  regions text := CASE
    WHEN name IN ('agreeing', 'parties') THEN '((SELECT own_regions())::text[])'
    WHEN name = 'concerned' THEN '((SELECT serving_regions())::text[])' END;
BEGIN
  IF name = 'anyone' THEN
    RETURN 'true';
  END IF;
  IF name NOT IN ('system', 'own', 'agreeing', 'parties', 'concerned') THEN
    RAISE EXCEPTION 'no such circle: %', name;
  END IF;
  IF name <> 'system' AND 'organisation_id' = ANY (has) THEN
    terms := terms || 'organisation_id = ANY ((SELECT own_organisations())::text[])'::text;
  END IF;
  IF municipalities IS NOT NULL AND 'municipality_code' = ANY (has) THEN
    terms := terms || format('municipality_code = ANY (%s)', municipalities);
  END IF;
  -- What names a region and a municipality is seen by the municipality's line above.
  IF regions IS NOT NULL AND 'region_code' = ANY (has) THEN
    terms := terms || format(
      CASE WHEN 'municipality_code' = ANY (has) THEN '(region_code = ANY (%s) AND municipality_code IS NULL)'
        ELSE 'region_code = ANY (%s)' END, regions);
  END IF;
  RETURN array_to_string(terms, ' OR ');
END
$$;

-- Reference data and figures: published facts.
CALL keep_apart('regions', reads => 'anyone', writes => 'system');
CALL keep_apart('municipalities', reads => 'anyone', writes => 'system');
CALL keep_apart('region_memberships', reads => 'anyone', writes => 'system');
CALL keep_apart('populations', reads => 'anyone', writes => 'system');
CALL keep_apart('organisations', reads => 'anyone', writes => 'system');
CALL keep_apart('policies', reads => 'anyone', writes => 'system');
CALL keep_apart('releases', reads => 'anyone', writes => 'system');
CALL keep_apart('release_files', reads => 'anyone', writes => 'system');
CALL keep_apart('figures', reads => 'anyone', writes => 'system');
CALL keep_apart('published_incidence', reads => 'anyone', writes => 'system');
CALL keep_apart('measured_colours', reads => 'anyone', writes => 'system');
CALL keep_apart('installation', reads => 'anyone', writes => 'system');
CALL keep_apart('travel_cache', reads => 'anyone', writes => 'anyone');

-- People by name: their own organisation only. A region never sees them (R18).
CALL keep_apart('staff', reads => 'own', writes => 'own');
CALL keep_apart('staff_sites', reads => 'own', writes => 'own');
CALL keep_apart('earlier_offers', reads => 'own', writes => 'own');
CALL keep_apart('swabbers', reads => 'own', writes => 'own');
CALL keep_apart('swabber_sites', reads => 'own', writes => 'own');
CALL keep_apart('session_lanes', reads => 'own', writes => 'own');
CALL keep_apart('slots', reads => 'own', writes => 'own');
CALL keep_apart('unplaced', reads => 'own', writes => 'own');
CALL keep_apart('performed_swabs', reads => 'own', writes => 'own');
CALL keep_apart('session_key_persons', reads => 'own', writes => 'own');

-- Kept by the organisation, seen by those who oversee it.
CALL keep_apart('sites', reads => 'parties', writes => 'own');
CALL keep_apart('rooms', reads => 'parties', writes => 'own');
CALL keep_apart('windows', reads => 'parties', writes => 'own');
CALL keep_apart('site_shifts', reads => 'parties', writes => 'own');
CALL keep_apart('headcounts', reads => 'parties', writes => 'own');
CALL keep_apart('swab_teams', reads => 'parties', writes => 'own');
CALL keep_apart('swab_team_sites', reads => 'own', writes => 'own');
CALL keep_apart('care_teams', reads => 'parties', writes => 'own');
CALL keep_apart('workstation_pools', reads => 'parties', writes => 'own');
CALL keep_apart('workstation_pool_sites', reads => 'own', writes => 'own');

-- Agreed between an organisation and its region: either may write it.
CALL keep_apart('rolls', reads => 'parties', writes => 'agreeing');
CALL keep_apart('sessions', reads => 'parties', writes => 'agreeing');
CALL keep_apart('test_days', reads => 'parties', writes => 'agreeing');
CALL keep_apart('quotas', reads => 'parties', writes => 'agreeing');
CALL keep_apart('training_needs', reads => 'parties', writes => 'agreeing');
CALL keep_apart('kit_movements', reads => 'parties', writes => 'agreeing');

-- What the parties do and say.
CALL keep_apart('scenarios', reads => 'parties', writes => 'parties');
CALL keep_apart('runs', reads => 'parties', writes => 'parties');
CALL keep_apart('run_steps', reads => 'parties', writes => 'parties');
CALL keep_apart('notices', reads => 'parties', writes => 'parties');
CALL keep_apart('notice_deliveries', reads => 'parties', writes => 'parties');
CALL keep_apart('audit_log', reads => 'parties', writes => 'parties');

-- About a municipality: every home in it is concerned, only the parties write.
CALL keep_apart('areas', reads => 'concerned', writes => 'parties');
CALL keep_apart('readiness', reads => 'parties', writes => 'parties');
CALL keep_apart('contacts', reads => 'concerned', writes => 'parties');
CALL keep_apart('closing_days', reads => 'concerned', writes => 'parties');
CALL keep_apart('follow_ups', reads => 'parties', writes => 'parties');
CALL keep_apart('contact_log', reads => 'parties', writes => 'parties');
CALL keep_apart('decisions', reads => 'concerned', writes => 'parties');
CALL keep_apart('decision_scopes', reads => 'concerned', writes => 'parties');
CALL keep_apart('red_periods', reads => 'concerned', writes => 'parties');
CALL keep_apart('red_weeks', reads => 'concerned', writes => 'parties');
CALL keep_apart('reviews', reads => 'parties', writes => 'parties');
CALL keep_apart('local_agreements', reads => 'concerned', writes => 'parties');

-- The region's own.
CALL keep_apart('laboratories', reads => 'concerned', writes => 'parties');
CALL keep_apart('laboratory_capacities', reads => 'concerned', writes => 'parties');
CALL keep_apart('allotments', reads => 'concerned', writes => 'parties');
CALL keep_apart('depots', reads => 'concerned', writes => 'parties');
CALL keep_apart('vehicles', reads => 'concerned', writes => 'parties');
CALL keep_apart('courier_rounds', reads => 'concerned', writes => 'parties');
CALL keep_apart('courier_round_stops', reads => 'concerned', writes => 'parties');
CALL keep_apart('pickup_plans', reads => 'concerned', writes => 'parties');
CALL keep_apart('routes', reads => 'concerned', writes => 'parties');
CALL keep_apart('stops', reads => 'parties', writes => 'agreeing');
CALL keep_apart('stop_locks', reads => 'parties', writes => 'agreeing');
CALL keep_apart('stop_sessions', reads => 'parties', writes => 'agreeing');
CALL keep_apart('stop_changes', reads => 'parties', writes => 'agreeing');
CALL keep_apart('unserved', reads => 'parties', writes => 'agreeing');

-- The national runs (import, measure) belong to nobody: everybody may follow them.
CREATE POLICY national_runs ON runs FOR SELECT
  USING (region_code IS NULL AND municipality_code IS NULL AND organisation_id IS NULL);

-- P9: everybody may call an authority.
CREATE POLICY authorities_are_public ON contacts FOR SELECT
  USING (organisation_id IN (SELECT id FROM organisations WHERE kind = 'authority'));

-- What has been agreed or published is superseded, never deleted.
CREATE POLICY only_drafts_are_deleted ON rolls AS RESTRICTIVE FOR DELETE USING (state = 'draft');
CREATE POLICY only_drafts_are_deleted ON sessions AS RESTRICTIVE FOR DELETE USING (state = 'draft');

-- Least privilege: what is a record of the past is written once.
REVOKE UPDATE, DELETE ON figures, release_files, published_incidence, measured_colours, decisions, decision_scopes,
  contact_log, audit_log, notice_deliveries, stop_changes FROM podeplan_serving;
REVOKE DELETE ON releases, follow_ups, red_periods, runs, run_steps, regions, municipalities FROM podeplan_serving;

-- Numbers for those who may not see names (R18). podeplan_counting may read the people, and its functions answer only
-- for what the actor owns or oversees.
CREATE POLICY counted ON staff FOR SELECT TO podeplan_counting USING (true);
CREATE POLICY counted ON staff_sites FOR SELECT TO podeplan_counting USING (true);
CREATE POLICY counted ON slots FOR SELECT TO podeplan_counting USING (true);
CREATE POLICY counted ON sessions FOR SELECT TO podeplan_counting USING (true);
CREATE POLICY counted ON unplaced FOR SELECT TO podeplan_counting USING (true);
GRANT SELECT ON staff, staff_sites, slots, sessions, unplaced TO podeplan_counting;
GRANT SELECT ON municipalities, regions, region_memberships, organisations TO podeplan_counting;

CREATE FUNCTION staff_counts(on_date date)
  RETURNS TABLE (municipality_code text, organisation_id text, site_id uuid, shift text, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT staff.municipality_code, staff.organisation_id, staff_sites.site_id, staff.shift, count(*)::integer
  FROM staff
  JOIN staff_sites ON staff_sites.staff_id = staff.id AND staff_sites.position = 0
  WHERE (staff.municipality_code = ANY ((SELECT overseen_municipalities())::text[])
      OR staff.organisation_id = ANY ((SELECT own_organisations())::text[]))
    AND daterange(staff.in_scope_from, staff.in_scope_to, '[]') @> on_date
  GROUP BY 1, 2, 3, 4;
END;

CREATE FUNCTION unplaced_counts(of_roll uuid)
  RETURNS TABLE (limit_kind text, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT unplaced.limit_kind, sum(unplaced.people)::integer
  FROM unplaced
  WHERE unplaced.roll_id = of_roll
    AND (unplaced.municipality_code = ANY ((SELECT overseen_municipalities())::text[])
      OR unplaced.organisation_id = ANY ((SELECT own_organisations())::text[]))
  GROUP BY 1;
END;

CREATE FUNCTION slot_counts(of_session uuid)
  RETURNS TABLE (start_minute integer, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT slots.start_minute::integer, sum(slots.people)::integer
  FROM slots
  JOIN sessions ON sessions.id = slots.session_id
  WHERE slots.session_id = of_session AND slots.state = 'planned'
    AND (sessions.municipality_code = ANY ((SELECT overseen_municipalities())::text[])
      OR sessions.organisation_id = ANY ((SELECT own_organisations())::text[]))
  GROUP BY 1;
END;

REVOKE EXECUTE ON FUNCTION staff_counts(date), unplaced_counts(uuid), slot_counts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_counts(date), unplaced_counts(uuid), slot_counts(uuid) TO podeplan_serving;

-- A new owner must be allowed to create in the schema at that moment, and not afterwards.
GRANT CREATE ON SCHEMA public TO podeplan_counting;
ALTER FUNCTION staff_counts(date) OWNER TO podeplan_counting;
ALTER FUNCTION unplaced_counts(uuid) OWNER TO podeplan_counting;
ALTER FUNCTION slot_counts(uuid) OWNER TO podeplan_counting;
REVOKE CREATE ON SCHEMA public FROM podeplan_counting;
