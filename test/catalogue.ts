/**
 * All that a database's migrations made of it, as lines: two databases with the same lines are the same to every
 * statement.
 */
import { rows, sql, type Db } from '../src/platform/db.ts'

type Line = { line: string }

/**
 * What is in the schema `public`: shapes, code, rights, comments and rows (`schema_migrations` and `role_names` but for
 * their rows, other databases' roles left out), sorted.
 */
export async function catalogueOf(db: Db): Promise<string[]> {
  const names = await ownNames(db)
  const asked = [relations, columns, constraints, indexes, views, functions, triggers, policies, grants, others]
  const lines = await rows(db, roles(names.map((n) => n.name)))
  for (const question of asked) lines.push(...(await rows(db, question)))
  // Each database's own roles by what they are for.
  const plain = lines.map(({ line }) => names.reduce((text, n) => text.replaceAll(n.name, n.role), line))
  return [...plain, ...(await contents(db))].sort()
}

async function ownNames(db: Db): Promise<{ role: string; name: string }[]> {
  const there = await rows(db, sql`SELECT 1 WHERE to_regclass('role_names') IS NOT NULL`)
  return there.length === 0 ? [] : rows(db, sql<{ role: string; name: string }>`SELECT role, name FROM role_names`)
}

const relations = sql<Line>`
  SELECT concat_ws(
      ' | ', 'relation', c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
      c.reloptions::text, c.relreplident, pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class')
    ) AS line
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace`

/** In their order: what reads or writes by position sees no difference either. */
const columns = sql<Line>`
  SELECT concat_ws(
      ' | ', 'column', c.relname, rank() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
      format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
      pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage,
      a.attcompression, a.attstattarget, a.attoptions::text, col_description(c.oid, a.attnum)
    ) AS line
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')`

const constraints = sql<Line>`
  SELECT concat_ws(
      ' | ', 'constraint', k.conrelid::regclass, k.conname, k.contype, pg_get_constraintdef(k.oid), k.convalidated,
      k.condeferrable, k.condeferred, obj_description(k.oid, 'pg_constraint')
    ) AS line
  FROM pg_constraint k
  WHERE k.connamespace = 'public'::regnamespace`

const indexes = sql<Line>`
  SELECT concat_ws(
      ' | ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident,
      obj_description(i.indexrelid, 'pg_class')
    ) AS line
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace`

const views = sql<Line>`
  SELECT concat_ws(' | ', 'view', c.relname, pg_get_viewdef(c.oid)) AS line
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
  UNION ALL
  SELECT concat_ws(' | ', 'rule', r.ev_class::regclass, r.rulename, pg_get_ruledef(r.oid))
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  WHERE c.relnamespace = 'public'::regnamespace AND r.rulename <> '_RETURN'`

const functions = sql<Line>`
  SELECT concat_ws(
      ' | ', 'function', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), obj_description(p.oid, 'pg_proc')
    ) AS line
  FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')`

const triggers = sql<Line>`
  SELECT concat_ws(' | ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled) AS line
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal`

const policies = sql<Line>`
  SELECT concat_ws(
      ' | ', 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive,
      ARRAY(SELECT r::regrole::text FROM unnest(p.polroles) AS r ORDER BY 1),
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
    ) AS line
  FROM pg_policy p`

/** Whose right it is, on what; an object without a list has the owner's rights and the defaults. */
const grants = sql<Line>`
  SELECT concat_ws(
      ' | ', 'grant', o.on_what, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END,
      g.privilege_type, g.is_grantable, pg_get_userbyid(g.grantor)
    ) AS line
  FROM (
      SELECT relname::text AS on_what, coalesce(relacl, acldefault('r', relowner)) AS acl
      FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
      UNION ALL
      SELECT c.relname || '.' || a.attname, a.attacl
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner))
      FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'schema public', nspacl
      FROM pg_namespace
      WHERE nspname = 'public'
      UNION ALL
      SELECT concat_ws(' ', 'made later', d.defaclobjtype, d.defaclnamespace::regnamespace), d.defaclacl
      FROM pg_default_acl d
    ) AS o
  CROSS JOIN LATERAL aclexplode(o.acl) AS g`

const others = sql<Line>`
  SELECT concat_ws(' | ', 'extension', extname, extversion, extnamespace::regnamespace) AS line
  FROM pg_extension
  UNION ALL
  SELECT concat_ws(' | ', 'schema', nspname, pg_get_userbyid(nspowner))
  FROM pg_namespace
  WHERE nspname !~ '^pg_'
  UNION ALL
  SELECT concat_ws(' | ', 'type', format_type(t.oid, NULL), t.typtype)
  FROM pg_type t
  WHERE t.typnamespace = 'public'::regnamespace AND t.typtype <> 'c' AND t.typelem = 0
  UNION ALL
  SELECT concat_ws(' | ', 'statistics', pg_get_statisticsobjdef(oid))
  FROM pg_statistic_ext`

const roles = (names: readonly string[]) => sql<Line>`
  SELECT concat_ws(
      ' | ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
      rolbypassrls, rolconnlimit, rolconfig::text
    ) AS line
  FROM pg_roles
  WHERE rolname = ANY(${names})
  UNION ALL
  SELECT concat_ws(' | ', 'member', roleid::regrole, member::regrole, admin_option, inherit_option, set_option)
  FROM pg_auth_members
  WHERE roleid::regrole::text = ANY(${names}) OR member::regrole::text = ANY(${names})
  UNION ALL
  SELECT concat_ws(' | ', 'setting', setrole::regrole, setconfig::text)
  FROM pg_db_role_setting
  WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))`

async function contents(db: Db): Promise<string[]> {
  const tables = await rows(
    db,
    sql<{ name: string }>`
      SELECT relname AS name
      FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND relname NOT IN ('schema_migrations', 'role_names')`,
  )
  const lines = []
  for (const { name } of tables)
    for (const { line } of await rows(db, sql<Line>`SELECT to_jsonb(t)::text AS line FROM ${sql.table(name)} t`))
      lines.push(`row | ${name} | ${line}`)
  return lines
}
