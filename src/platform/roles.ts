/**
 * The roles by which the program's parts speak to the database. Scripts call them `app`, `web_public`, `web_resident`,
 * `backup`; on the server each database has its own (`sunlit_<database>_app`), or those that the operator gives
 * (docs/adr/0017). Names are put in when a script is applied, so that frozen scripts serve every database.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { StartError } from './errors.ts'

export const roles = ['app', 'web_public', 'web_resident', 'backup'] as const
export type Role = (typeof roles)[number]
export type RoleNames = Readonly<Record<Role, string>>

/** As every database had them until 2026-11-29: one set for the whole server. */
const sharedNames: RoleNames = { app: 'app', web_public: 'web_public', web_resident: 'web_resident', backup: 'backup' }

/** PostgreSQL cuts longer names off, which would make two of one. */
const longestName = 63

/** The names of a database's own roles. A database with a long name is told by its beginning and a hash. */
export function ownNames(database: string): RoleNames {
  const room = longestName - 'sunlit__web_resident'.length
  const short = Buffer.byteLength(database) <= room
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8)
  const called = short ? database : `${cut(database, room - 9)}_${hash}`
  const named = (role: Role) => `sunlit_${called}_${role}`
  return {
    app: named('app'),
    web_public: named('web_public'),
    web_resident: named('web_resident'),
    backup: named('backup'),
  }
}

/** The first characters of a text that fit into so many bytes. */
function cut(text: string, bytes: number): string {
  let kept = ''
  for (const c of text) {
    if (Buffer.byteLength(kept + c) > bytes) break
    kept += c
  }
  return kept
}

export async function databaseOf(client: pg.ClientBase): Promise<string> {
  return (await client.query<{ name: string }>('SELECT current_database() AS name')).rows[0]!.name
}

/** By which names the database's rights are given at present. */
export async function namesIn(client: pg.ClientBase): Promise<RoleNames> {
  if (!(await keepsNames(client))) return sharedNames
  const noted = (await client.query<{ role: Role; name: string }>('SELECT role, name FROM role_names')).rows
  return { ...sharedNames, ...Object.fromEntries(noted.map((n) => [n.role, n.name])) }
}

/** A database of before 2026-11-29 keeps none. */
export async function keepsNames(client: pg.ClientBase): Promise<boolean> {
  return (await client.query(`SELECT 1 WHERE to_regclass('public.role_names') IS NOT NULL`)).rowCount === 1
}

/** Afterwards the database's rights are known by these names. */
export async function noteNames(client: pg.ClientBase, names: RoleNames): Promise<void> {
  for (const role of roles)
    await client.query(
      `INSERT INTO role_names (role, name) VALUES ($1, $2)
      ON CONFLICT (role) DO UPDATE SET name = excluded.name WHERE role_names.name <> excluded.name`,
      [role, names[role]],
    )
}

/**
 * A script with the names of this database: where rights are given and taken, policies made, and in the list of 0001.
 */
export function withNames(script: string, names: RoleNames): string {
  const one = `(?:${roles.join('|')})`
  const put = (list: string) =>
    list.replaceAll(new RegExp(`\\b${one}\\b`, 'g'), (role) => quoteName(names[role as Role]))
  return script
    .replaceAll(new RegExp(`\\b(?:TO|FROM)\\s+${one}(?:\\s*,\\s*${one})*(?=\\s*(?:;|USING\\b|WITH\\b))`, 'g'), put)
    .replaceAll(new RegExp(`ARRAY\\['${one}'(?:\\s*,\\s*'${one}')*\\]`, 'g'), (list) =>
      list.replaceAll(new RegExp(`'(${one})'`, 'g'), (_, role: Role) => `'${names[role].replaceAll("'", "''")}'`),
    )
}

/** What is written on a role that the program made, so that it knows it again. */
export const markOf = (database: string) => `sunlit county ${database}`

/** The comments on the roles of these names that exist; `null` where one has none. */
export async function marksOn(client: pg.ClientBase, names: RoleNames): Promise<Map<string, string | null>> {
  const { rows } = await client.query<{ rolname: string; said: string | null }>(
    `SELECT rolname, shobj_description(oid, 'pg_authid') AS said FROM pg_roles WHERE rolname = ANY($1)`,
    [Object.values(names)],
  )
  return new Map(rows.map((r) => [r.rolname, r.said]))
}

/** Throws `StartError` where a role of one of the names is there that the program did not make for this database. */
export async function refuseForeignRoles(client: pg.ClientBase, names: RoleNames): Promise<void> {
  const mark = markOf(await databaseOf(client))
  const foreign = [...(await marksOn(client, names))]
    .filter(([, said]) => said !== mark && !said?.startsWith(`${mark} keys `))
    .map(([name]) => name)
  if (foreign.length > 0)
    throw new StartError(
      `数据库服务器上已经有叫 ${foreign.join('、')} 的角色，不是本程序为这个库建的，不能动它。`,
      '请换一个库名；或者由数据库管理员核对，确实不用的改名或删掉（DROP ROLE），再启动。',
    )
}

/** The database's own roles, made where they are missing. Passwords are set by whoever knows them. */
export async function makeRoles(client: pg.ClientBase, names: RoleNames): Promise<void> {
  await refuseForeignRoles(client, names)
  const there = await marksOn(client, names)
  const mark = markOf(await databaseOf(client))
  for (const name of Object.values(names).filter((n) => !there.has(n))) {
    await client.query(`CREATE ROLE ${quoteName(name)} LOGIN`)
    await client.query(`COMMENT ON ROLE ${quoteName(name)} IS ${quoteText(mark)}`)
  }
}

/** Throws `StartError` where the operator's connections name a role that is not there. */
export async function needRoles(client: pg.ClientBase, names: RoleNames): Promise<void> {
  const there = await marksOn(client, names)
  const missing = Object.values(names).filter((name) => !there.has(name))
  if (missing.length > 0)
    throw new StartError(`数据库服务器上没有角色 ${missing.join('、')}。`, '请数据库管理员先建好，再启动。')
}

/**
 * Every right that the database's objects give by the names of before goes over to the new ones: tables, columns,
 * schemas, functions, policies, and what is given on later tables. The roles of before are left alone themselves.
 * Inside the caller's transaction.
 */
export async function moveRights(client: pg.ClientBase, before: RoleNames, after: RoleNames): Promise<void> {
  for (const role of roles) {
    if (before[role] === after[role]) continue
    const { rows } = await client.query<{ statement: string }>(rightsOf, [before[role], after[role]])
    for (const { statement } of rows) await client.query(statement)
  }
}

/** Statements that give what $1 has to $2 and take it from $1, in this database. */
const rightsOf = `
  WITH was AS (SELECT oid, rolname FROM pg_roles WHERE rolname = $1),
    rights AS (
      SELECT format('%s ON %s %I.%I', a.privilege_type,
          CASE WHEN c.relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname) AS what
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL aclexplode(c.relacl) a
      JOIN was ON was.oid = a.grantee
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      UNION ALL
      SELECT format('%s (%I) ON TABLE %I.%I', a.privilege_type, t.attname, n.nspname, c.relname)
      FROM pg_attribute t
      JOIN pg_class c ON c.oid = t.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL aclexplode(t.attacl) a
      JOIN was ON was.oid = a.grantee
      UNION ALL
      SELECT format('%s ON SCHEMA %I', a.privilege_type, n.nspname)
      FROM pg_namespace n
      CROSS JOIN LATERAL aclexplode(n.nspacl) a
      JOIN was ON was.oid = a.grantee
      UNION ALL
      SELECT format('%s ON ROUTINE %s', a.privilege_type, p.oid::regprocedure)
      FROM pg_proc p
      CROSS JOIN LATERAL aclexplode(p.proacl) a
      JOIN was ON was.oid = a.grantee
    ),
    later AS (
      SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s', pg_get_userbyid(d.defaclrole),
          coalesce(format(' IN SCHEMA %I', n.nspname), '')) AS who,
        format('%s ON %s', a.privilege_type,
          CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' ELSE 'TYPES' END) AS what
      FROM pg_default_acl d
      LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      CROSS JOIN LATERAL aclexplode(d.defaclacl) a
      JOIN was ON was.oid = a.grantee
    ),
    policies AS (
      SELECT format('ALTER POLICY %I ON %s TO %s', p.polname, p.polrelid::regclass,
          (
            SELECT string_agg(quote_ident(CASE WHEN r.rolname = $1 THEN $2 ELSE r.rolname END), ', ')
            FROM pg_roles r
            WHERE r.oid = ANY(p.polroles)
          )) AS statement
      FROM pg_policy p
      JOIN was ON was.oid = ANY(p.polroles)
    )
  SELECT format('GRANT %s TO %I', what, $2::text) AS statement FROM rights
  UNION ALL SELECT format('REVOKE %s FROM %I', what, $1::text) FROM rights
  UNION ALL SELECT format('%s GRANT %s TO %I', who, what, $2::text) FROM later
  UNION ALL SELECT format('%s REVOKE %s FROM %I', who, what, $1::text) FROM later
  UNION ALL SELECT statement FROM policies`

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`
const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`
