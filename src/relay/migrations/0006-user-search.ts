// Searches by the trigram index. Under row-level security the planner may not give LIKE to an index, because LIKE is not
// leakproof; inside this function, which runs as its owner, it may. The tenant is the policy's, never an argument.

import type { Migration } from '../../database/migrate.ts';

export const userSearch: Migration = {
  number: 6,
  name: 'user-search',
  script: `
CREATE FUNCTION find_users(pattern text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, pg_temp
-- the pattern decides between index and table: never a plan for any pattern
SET plan_cache_mode = force_custom_plan
AS $$ BEGIN
  RETURN QUERY SELECT p.user_id FROM public.user_profile p
    WHERE p.tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid
      AND p.search_text LIKE pattern
    LIMIT most;
END $$;
REVOKE ALL ON FUNCTION find_users(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_users(text, integer) TO relay_app;
`,
};
