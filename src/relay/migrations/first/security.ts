// Roles and row-level security of the first migration: the second lock, should a query ever forget its tenant.

const tenantTables = [
  'tenants',
  'user_profile',
  'user_status',
  'user_detail',
  'user_errors',
  'runs',
  'leases',
  'releases',
  'deleted_users',
  'command_batches',
  'commands',
  'audit',
  'settings',
  'exports',
  'changes',
];
/** tables in which one statement of the flusher or of the housekeeper serves several tenants */
const flusherTables = [
  'user_profile',
  'user_status',
  'user_detail',
  'user_errors',
  'runs',
  'leases',
  'changes',
];
const keeperTables = ['user_status', 'runs', 'commands', 'audit', 'exports', 'changes', 'tenants'];

const roles = `
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['relay_app', 'relay_flusher', 'relay_keeper'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
    EXECUTE format('GRANT %I TO %I', name, current_user);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
  END LOOP;
END $$;
GRANT USAGE ON SEQUENCE run_transactions TO relay_flusher;
`;

const security = tenantTables
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO relay_app;
CREATE POLICY own_tenant ON ${table} TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);`,
  )
  .join('\n');

function across(role: string, names: readonly string[]): string {
  return names
    .map(
      (table) => `
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role};
CREATE POLICY ${role}_all ON ${table} TO ${role} USING (true) WITH CHECK (true);`,
    )
    .join('\n');
}

export const securityRules = [
  roles,
  security,
  across('relay_flusher', flusherTables),
  across('relay_keeper', keeperTables),
].join('\n');
