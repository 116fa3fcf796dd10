-- R7: whom a notice is for, and a delivery log that never leads to a second message.
ALTER TABLE notices
  ADD COLUMN addressee text NOT NULL DEFAULT 'municipality'
    CHECK (addressee IN ('municipality', 'region', 'stps')),
  ALTER COLUMN language DROP DEFAULT;
ALTER TABLE notices ALTER COLUMN addressee DROP DEFAULT;
COMMENT ON COLUMN notices.addressee IS
  'municipality_code says whom it is about, so that everybody who oversees that municipality may write and read it.';
COMMENT ON COLUMN notices.recipients IS 'Addresses as the directory had them; empty: it is read on its page only.';

DO $$
DECLARE
  old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint
  WHERE conrelid = 'notice_deliveries'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%refused%';
  EXECUTE format('ALTER TABLE notice_deliveries DROP CONSTRAINT %I', old);
END
$$;
ALTER TABLE notice_deliveries
  ADD COLUMN attempt integer NOT NULL DEFAULT 1 CHECK (attempt > 0),
  ADD CHECK (outcome IN ('started', 'sent', 'refused', 'failed', 'uncertain'));
ALTER TABLE notice_deliveries ALTER COLUMN attempt DROP DEFAULT;
COMMENT ON COLUMN notice_deliveries.outcome IS
  'started is written before the message is handed over: what never got another word may have arrived, and is not sent again.';
CREATE UNIQUE INDEX notice_deliveries_once ON notice_deliveries (notice_id, recipient, attempt, (outcome = 'started'));
