/** Asks PostgreSQL for the columns of a statement without running it. */
import pg from 'pg'

/**
 * A column of a result. `nullable`: it is a table's own column which may be NULL there, or which an outer join may make
 * NULL, and no condition of the statement says that it is not. Of what is reckoned nobody knows: `reckoned`.
 */
export type Column = { name: string; oid: number; nullable: boolean; reckoned: boolean }
type Field = { name: string; tableID: number; columnID: number; dataTypeID: number }
type Described = { fields: Field[]; parameters: number[] }

/**
 * Parse and Describe of the extended protocol; types of parameters are left to the server, as the driver leaves them.
 */
class Description implements pg.Submittable {
  readonly described: Promise<Described>
  #found: Described = { fields: [], parameters: [] }
  #connection: pg.Connection | undefined
  #done!: (found: Described) => void
  #failed!: (fault: Error) => void

  readonly text: string

  constructor(text: string) {
    this.text = text
    this.described = new Promise((done, failed) => {
      this.#done = done
      this.#failed = failed
    })
  }

  submit = (connection: pg.Connection): void => {
    this.#connection = connection
    connection.on('parameterDescription', this.#onParameters)
    connection.parse({ name: '', text: this.text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  #onParameters = (message: { dataTypeIDs: number[] }): void => {
    this.#found.parameters = message.dataTypeIDs
  }

  handleRowDescription(message: { fields: Field[] }): void {
    this.#found.fields = message.fields
  }

  // After an error the client looks for the next query itself.
  handleError(fault: Error): void {
    this.#connection!.off('parameterDescription', this.#onParameters)
    this.#failed(fault)
  }

  handleReadyForQuery(): void {
    this.#connection!.off('parameterDescription', this.#onParameters)
    this.#done(this.#found)
  }
}

/** The describer of one connection. Columns of views are followed to the tables they come from. */
export async function describer(client: pg.Client): Promise<(text: string) => Promise<Column[]>> {
  const { rows: attributes } = await client.query<{ key: string; name: string; may: boolean }>(
    `SELECT attrelid || '.' || attnum AS key, attname AS name, NOT attnotnull AND relkind <> 'v' AS may
     FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
     WHERE a.attnum > 0 AND c.relkind IN ('r', 'p', 'm', 'v')`,
  )
  const attribute = new Map(attributes.map((a) => [a.key, a]))
  const { rows: views } = await client.query<{ oid: number; text: string }>(
    `SELECT c.oid::int4, pg_get_viewdef(c.oid) AS text
     FROM pg_class c
     WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace`,
  )
  const viewText = new Map(views.map((v) => [v.oid, v.text.replace(/;\s*$/, '')]))
  const columnsOfView = new Map<number, Promise<Column[]>>()
  const describe = async (text: string): Promise<Column[]> => {
    const { fields, parameters } = await client.query(new Description(text)).described
    const outer = fields.length > 0 ? await madeNull(client, text, parameters) : new Set()
    const columns: Column[] = []
    for (const [i, f] of fields.entries()) {
      const own = attribute.get(`${f.tableID}.${f.columnID}`)
      const view = viewText.get(f.tableID)
      if (view && !columnsOfView.has(f.tableID)) columnsOfView.set(f.tableID, describe(view))
      const inView = view ? (await columnsOfView.get(f.tableID)!)[f.columnID - 1]! : undefined
      const nullable = outer.has(i) || own?.may || inView?.nullable || false
      columns.push({
        name: f.name,
        oid: f.dataTypeID,
        nullable: nullable && !isAsked(own?.name, text),
        reckoned: inView?.reckoned ?? !own,
      })
    }
    return columns
  }
  return describe
}

/** Does a condition say that a column is not NULL? One beside an OR says nothing. */
function isAsked(column: string | undefined, text: string): boolean {
  return new RegExp(`\\b(WHERE|AND)\\s+\\(*(\\w+\\.)?${column} IS NOT NULL(?!\\)*\\s+OR\\b)`).test(text)
}

/**
 * Which columns of a result an outer join can make NULL. Only the planner's reading of the statement knows, and the
 * body of an SQL function keeps it: its plain columns carry the joins that may empty them.
 */
async function madeNull(client: pg.Client, text: string, parameters: readonly number[]): Promise<ReadonlySet<number>> {
  if (!/\b(LEFT|RIGHT|FULL)\s+(OUTER\s+)?JOIN\b/i.test(text)) return new Set()
  const { rows } = await client.query<{ types: string }>(
    `SELECT coalesce(string_agg(format_type(oid, NULL), ', ' ORDER BY n), '') AS types
     FROM unnest($1::oid[]) WITH ORDINALITY AS t (oid, n)`,
    [parameters],
  )
  await client.query(
    `CREATE OR REPLACE FUNCTION pg_temp.described(${rows[0]!.types}) RETURNS SETOF record
     BEGIN ATOMIC ${text.trim().replace(/;$/, '')}; END`,
  )
  const kept = await client.query<{ body: string }>(
    "SELECT prosqlbody::text AS body FROM pg_proc WHERE oid = (SELECT max(oid) FROM pg_proc WHERE proname = 'described')",
  )
  await client.query(`DROP FUNCTION pg_temp.described(${rows[0]!.types})`)
  return new Set(
    targetsOf(kept.rows[0]!.body).flatMap((target, i) =>
      /^\{TARGETENTRY :expr \{VAR [^{}]*:varnullingrels \(b \d/.test(target) ? [i] : [],
    ),
  )
}

/** The entries of the list of results in a printed query: of the outermost one, not of those within. */
function targetsOf(body: string): string[] {
  const lists: Record<string, string[]> = {}
  let depth = 0
  let list: string[] | undefined
  let start = 0
  const query = body.indexOf('{QUERY')
  for (let i = query; i < body.length; i++) {
    const c = body[i]
    if (c === '\\') i += 1
    else if (c === '{' || c === '(') {
      depth += 1
      if (depth === 3) start = i
    } else if (c === '}' || c === ')') {
      if (depth === 3 && c === '}') list?.push(body.slice(start, i + 1))
      depth -= 1
      if (depth === 0) break
    } else if (c === ':' && depth === 1) {
      const name = /^:(\w+)/.exec(body.slice(i, i + 40))![1]!
      list = name === 'targetList' || name === 'returningList' ? (lists[name] = []) : undefined
    }
  }
  return lists['returningList']?.length ? lists['returningList'] : (lists['targetList'] ?? [])
}
