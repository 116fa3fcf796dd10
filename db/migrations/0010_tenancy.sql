-- Who sees and writes what. Every transaction says who is asking (db/asTenant.ts); a connection that says nothing
-- sees the public reference data and no more. Forced, so that the owner of the tables is held as well.

CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE
  RETURN coalesce(current_setting('podeplan.actor_kind', true), '');

-- The organisations whose own people the actor may see by name.
CREATE FUNCTION own_organisations() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'municipality' THEN ARRAY(
      SELECT id FROM organisations
      WHERE municipality_code = current_setting('podeplan.actor_municipality', true)
        AND kind IN ('municipality', 'home') AND NOT independent)
    WHEN 'organisation' THEN ARRAY[current_setting('podeplan.actor_organisation', true)]
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
    ELSE '{}'
  END;

-- An independent home is concerned by what is decided about its municipality, without overseeing it.
CREATE FUNCTION concerned_municipalities() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'organisation' THEN ARRAY(
      SELECT municipality_code FROM organisations
      WHERE id = current_setting('podeplan.actor_organisation', true) AND municipality_code IS NOT NULL)
    ELSE overseen_municipalities()
  END;

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

-- The regions whose laboratories and plans serve the actor's municipalities.
CREATE FUNCTION serving_regions() RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE actor_kind()
    WHEN 'region' THEN own_regions()
    WHEN 'stps' THEN ARRAY(SELECT code FROM regions)
    ELSE ARRAY(
      SELECT DISTINCT region_code FROM region_memberships
      WHERE municipality_code = ANY (concerned_municipalities()))
  END;

-- Turns row-level security on for one table and lets the serving role at it. Both arguments name a circle, narrow to wide:
--   system     nightly jobs and operators only
--   own        the organisation whose people or plans these are
--   parties    own, and the municipality, region or STPS that oversees it
--   concerned  parties, and independent homes in the municipality, and municipalities of the region
--   anyone     reference data
-- The circle looks at those of organisation_id, municipality_code and region_code that the table has.
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
BEGIN
  IF name = 'anyone' THEN
    RETURN 'true';
  END IF;
  IF name NOT IN ('system', 'own', 'parties', 'concerned') THEN
    RAISE EXCEPTION 'no such circle: %', name;
  END IF;
  IF name <> 'system' AND 'organisation_id' = ANY (has) THEN
    terms := terms || 'organisation_id = ANY ((SELECT own_organisations())::text[])'::text;
  END IF;
  IF name IN ('parties', 'concerned') AND 'municipality_code' = ANY (has) THEN
    terms := terms || format('municipality_code = ANY ((SELECT %s_municipalities())::text[])',
      CASE name WHEN 'parties' THEN 'overseen' ELSE 'concerned' END);
  END IF;
  IF name IN ('parties', 'concerned') AND 'region_code' = ANY (has) THEN
    terms := terms || format('region_code = ANY ((SELECT %s_regions())::text[])',
      CASE name WHEN 'parties' THEN 'own' ELSE 'serving' END);
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

-- Agreed between the parties: either may write it.
CALL keep_apart('rolls', reads => 'parties', writes => 'parties');
CALL keep_apart('sessions', reads => 'parties', writes => 'parties');
CALL keep_apart('test_days', reads => 'parties', writes => 'parties');
CALL keep_apart('quotas', reads => 'parties', writes => 'parties');
CALL keep_apart('training_needs', reads => 'parties', writes => 'parties');
CALL keep_apart('kit_movements', reads => 'parties', writes => 'parties');
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
CALL keep_apart('stops', reads => 'parties', writes => 'parties');
CALL keep_apart('stop_sessions', reads => 'parties', writes => 'parties');
CALL keep_apart('stop_changes', reads => 'parties', writes => 'parties');
CALL keep_apart('unserved', reads => 'parties', writes => 'parties');

-- The national runs (import, measure) belong to nobody: everybody may follow them.
CREATE POLICY national_runs ON runs FOR SELECT
  USING (region_code IS NULL AND municipality_code IS NULL AND organisation_id IS NULL);

-- What has been agreed or published is superseded, never deleted.
CREATE POLICY only_drafts_are_deleted ON rolls AS RESTRICTIVE FOR DELETE USING (state = 'draft');
CREATE POLICY only_drafts_are_deleted ON sessions AS RESTRICTIVE FOR DELETE USING (state = 'draft');

-- Least privilege: what is a record of the past is written once.
REVOKE UPDATE, DELETE ON figures, release_files, published_incidence, measured_colours, decisions, decision_scopes,
  contact_log, audit_log, notice_deliveries, stop_changes FROM podeplan_serving;
REVOKE DELETE ON releases, follow_ups, red_periods, runs, run_steps, regions, municipalities FROM podeplan_serving;
GRANT SELECT ON last_offers TO podeplan_serving;

-- Numbers for those who may not see names (R18). The functions answer as the system, and then only for the
-- municipalities that the asking region or municipality oversees.
CREATE FUNCTION counted_municipalities() RETURNS text[] LANGUAGE sql STABLE
  RETURN ARRAY(
    SELECT municipality_code FROM region_memberships
    WHERE region_code = nullif(current_setting('podeplan.actor_region', true), '')
       OR municipality_code = nullif(current_setting('podeplan.actor_municipality', true), ''));

CREATE FUNCTION staff_counts(on_date date)
  RETURNS TABLE (municipality_code text, organisation_id text, site_id uuid, shift text, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  SET podeplan.actor_kind = 'system'
BEGIN ATOMIC
  SELECT staff.municipality_code, staff.organisation_id, staff_sites.site_id, staff.shift, count(*)::integer
  FROM staff
  JOIN staff_sites ON staff_sites.staff_id = staff.id AND staff_sites.position = 0
  WHERE staff.municipality_code = ANY (counted_municipalities())
    AND daterange(staff.in_scope_from, staff.in_scope_to, '[]') @> on_date
  GROUP BY 1, 2, 3, 4;
END;

CREATE FUNCTION unplaced_counts(of_roll uuid)
  RETURNS TABLE (limit_kind text, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  SET podeplan.actor_kind = 'system'
BEGIN ATOMIC
  SELECT unplaced.limit_kind, sum(unplaced.people)::integer
  FROM unplaced
  WHERE unplaced.roll_id = of_roll AND unplaced.municipality_code = ANY (counted_municipalities())
  GROUP BY 1;
END;

CREATE FUNCTION slot_counts(of_session uuid)
  RETURNS TABLE (start_minute integer, people integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  SET podeplan.actor_kind = 'system'
BEGIN ATOMIC
  SELECT slots.start_minute::integer, sum(slots.people)::integer
  FROM slots
  JOIN sessions ON sessions.id = slots.session_id
  WHERE slots.session_id = of_session AND slots.state = 'planned'
    AND sessions.municipality_code = ANY (counted_municipalities())
  GROUP BY 1;
END;

REVOKE EXECUTE ON FUNCTION staff_counts(date), unplaced_counts(uuid), slot_counts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_counts(date), unplaced_counts(uuid), slot_counts(uuid) TO podeplan_serving;
