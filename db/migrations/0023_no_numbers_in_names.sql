-- R57 for names too: whoever registers, asks, agrees or answers is a plain text like any other. What slipped in before
-- is made unreadable first; nothing else of those rows changes.
SELECT set_config('podeplan.actor_kind', 'system', true);

DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT * FROM (VALUES
      ('contact_log', 'made_by'),
      ('decisions', 'registered_by'),
      ('decisions', 'on_behalf_of'),
      ('reviews', 'held_by'),
      ('local_agreements', 'registered_by'),
      ('local_agreements', 'on_behalf_of'),
      ('local_agreements', 'ended_by'),
      ('releases', 'judged_by'),
      ('runs', 'requested_by'),
      ('scenarios', 'created_by'),
      ('test_days', 'answered_by'),
      ('test_days', 'answered_on_behalf_of'),
      ('test_days', 'agreed_by'),
      ('rolls', 'agreed_by'),
      ('rolls', 'published_by'),
      ('sessions', 'confirmed_by'),
      ('performed_swabs', 'confirmed_by'),
      ('stop_changes', 'made_by'),
      ('kit_movements', 'made_by'),
      ('audit_log', 'actor'),
      ('audit_log', 'on_behalf_of')
    ) AS columns (of_table, name)
  LOOP
    EXECUTE format(
      'UPDATE %1$I SET %2$I = regexp_replace(%2$I, %3$L, ''(CPR)'', ''g'') WHERE %2$I ~ %3$L',
      kept.of_table, kept.name, '(?<![+\d])\d{6}[- ]?\d{4}(?!\d)'
    );
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE plain_text', kept.of_table, kept.name);
  END LOOP;
END
$$;
