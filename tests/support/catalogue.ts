import pg from 'pg';

/** One query per kind of thing; every row is a line, so that a diff reads like a change. */
const QUERIES: readonly (readonly [string, string])[] = [
  [
    'Tables and columns',
    `SELECT format('%s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
       CASE WHEN a.attidentity <> '' THEN ' IDENTITY'
            WHEN a.attgenerated <> '' THEN ' GENERATED ' || pg_get_expr(d.adbin, d.adrelid)
            WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END,
       coalesce(' -- ' || col_description(c.oid, a.attnum), '')) AS line
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
     ORDER BY c.relname, a.attnum`,
  ],
  [
    'Constraints',
    // From 18 on NOT NULL is a constraint with a name; the columns above show it on every version.
    `SELECT format('%s %s %s', coalesce(conrelid::regclass::text, 'domain ' || contypid::regtype), conname,
       pg_get_constraintdef(oid)) AS line
     FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
     ORDER BY conrelid::regclass::text, contypid::regtype::text, conname`,
  ],
  [
    'Indexes',
    `SELECT pg_get_indexdef(indexrelid) AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  ],
  [
    'Row-level security',
    `SELECT format('%s %s%s', relname, CASE WHEN relrowsecurity THEN 'enabled' ELSE 'OFF' END,
       CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END) AS line
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  ],
  [
    'Policies',
    `SELECT format('%s %s %s %s USING (%s) CHECK (%s)', tablename, policyname, permissive, cmd, qual, with_check) AS line
     FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname`,
  ],
  [
    'Functions',
    `SELECT pg_get_functiondef(p.oid) AS line FROM pg_proc p
     LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
     WHERE pronamespace = 'public'::regnamespace AND d.objid IS NULL ORDER BY proname, 1`,
  ],
  [
    'Granted to the serving role',
    `SELECT format('%s: %s', table_name, string_agg(privilege_type, ', ' ORDER BY privilege_type)) AS line
     FROM information_schema.table_privileges
     WHERE grantee = 'podeplan_serving' AND table_schema = 'public' GROUP BY table_name ORDER BY table_name`,
  ],
];

/** What the database says of itself, for db/catalogue.txt. */
export async function listCatalogue(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const parts: string[] = [];
    for (const [title, query] of QUERIES) {
      const { rows } = await client.query<{ line: string }>(query);
      parts.push(`== ${title} ==\n${rows.map(({ line }) => line.trimEnd()).join('\n')}\n`);
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
