-- R13 and R16: who comes first while places are short, and local agreements with who stands behind them.

-- A prioritisation names sites in order. It is part of the decision and as unchangeable as that.
CREATE TABLE decision_ranks (
  decision_id uuid NOT NULL,
  municipality_code text NOT NULL,
  rank smallint NOT NULL CHECK (rank > 0),
  site_id uuid NOT NULL REFERENCES sites,
  PRIMARY KEY (decision_id, rank),
  UNIQUE (decision_id, site_id),
  FOREIGN KEY (decision_id, municipality_code) REFERENCES decisions (id, municipality_code) ON DELETE CASCADE
);
CALL keep_apart('decision_ranks', reads => 'concerned', writes => 'parties');
REVOKE UPDATE, DELETE ON decision_ranks FROM podeplan_serving;

-- Only a longer interval needs STPS (R16), and which one is longer is dated policy: the use case asks, not the table.
DO $$
DECLARE
  old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint
  WHERE conrelid = 'local_agreements'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%stps%';
  EXECUTE format('ALTER TABLE local_agreements DROP CONSTRAINT %I', old);
END
$$;

ALTER TABLE local_agreements
  ADD COLUMN on_behalf_of text NOT NULL DEFAULT 'municipality',
  ADD COLUMN ended_on date,
  ADD COLUMN ended_by text,
  ADD CHECK (cardinality(parties) > 0),
  ADD CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL));
ALTER TABLE local_agreements ALTER COLUMN on_behalf_of DROP DEFAULT;
COMMENT ON COLUMN local_agreements.ended_on IS
  'The last day on which it held, when it was ended before its time; before from_date it never held.';

-- What is agreed is kept: an agreement is ended, never removed.
REVOKE DELETE ON local_agreements FROM podeplan_serving;
