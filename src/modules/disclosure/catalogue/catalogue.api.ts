/** The catalogue as the console reads and changes it: items, tables, categories, guiding bureaux. */
import { counter } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from '../disclosure.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, transact } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { bumpEverything } from '../../../platform/pageVersions.ts'
import { templateSchema } from '../../../kernel/forms/forms.schema.ts'
import { rulesOn } from '../../../kernel/rules/rules.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { Office } from '../../../kernel/office.ts'
import { latestVersion, versionLines } from '../../../kernel/versions/versions.ts'
import { categoryCode, itemSchema } from './catalogue.schema.ts'
import { keptCategories, saveCategories } from './categories.ts'
import { catalogueItems } from './inVersions.ts'
import { itemsOn } from './items.read.ts'
import { saveItem } from './saveItem.ts'

const named = z.object({
  code: categoryCode,
  name: z.string().trim().min(1, '请填类别名称').max(20, '类别名称最多 20 个字'),
})
/** The list as it is to be, and as it was read. */
const categoriesInput = z.object({
  categories: z.array(named).min(1, '至少要有一个类别').max(100),
  seen: z.array(z.object({ code: z.string().max(40), name: z.string().max(40) })).max(200),
})

export function catalogueApi(office: Office) {
  const may = staffOnly(office)
  const today = () => dayOf(office.now())
  return new Hono<StaffEnv>()
    .get('/catalogue', may('catalogue.see'), async (c) => {
      const items = await itemsOn(office.db, today())
      const depts = await rows(
        office.db,
        sql<{ code: string; name: string }>`SELECT code, name FROM regions WHERE level = 'bureau'`,
      )
      const next = await rows(
        office.db,
        sql<{
          code: string
          version: number
          in_force_from: string
        }>`SELECT code, version, in_force_from FROM catalogue_items WHERE in_force_from > ${today()}`,
      )
      return c.json({
        items: items.map((i) => ({
          code: i.code,
          version: i.version,
          name: i.name,
          category: i.category,
          categoryCode: i.category_code,
          definition: i.definition,
          template: i.template,
          templateVersion: i.template_version,
          inForceFrom: i.in_force_from,
          deptName: depts.find((d) => d.code === `B-${i.definition.dept}`)?.name ?? i.definition.dept,
          next: next.find((n) => n.code === i.code) ?? null,
        })),
      })
    })
    .get(
      '/catalogue/:code',
      may('catalogue.see'),
      valid('param', z.object({ code: z.string().max(16) })),
      async (c) => {
        const latest = await latestVersion(office.db, catalogueItems, c.req.valid('param').code)
        if (!latest) throw notFound(catalogueItems.words.none)
        return c.json({
          item: latest.definition,
          version: latest.version,
          state: latest.state,
          from: latest.valid_from,
          today: today(),
          versions: await versionLines(office.db, catalogueItems, latest.code),
        })
      },
    )
    .get('/templates', may('catalogue.see'), async (c) =>
      c.json({
        templates: await rows(
          office.db,
          sql<{
            code: string
            name: string
            columns: number
          }>`
            SELECT DISTINCT ON (code) code, name, jsonb_array_length(definition -> 'columns') AS columns
            FROM form_templates
            ORDER BY code, version DESC`,
        ),
      }),
    )
    .get('/bureaux', may('catalogue.see'), async (c) =>
      c.json({
        bureaux: await rows(
          office.db,
          sql<{
            code: string
            name: string
          }>`
            SELECT substr(code, 3) AS code, name
            FROM regions
            WHERE level = 'bureau' AND valid_to IS NULL
            ORDER BY path`,
        ),
      }),
    )
    .get('/categories', may('catalogue.see'), async (c) => c.json({ categories: await keptCategories(office.db) }))
    .post('/categories', may('catalogue.edit'), valid('json', categoriesInput), async (c) => {
      const { actor } = c.get('session')
      const { categories, seen } = c.req.valid('json')
      await transact(office.db, async (tx) => {
        await saveCategories(tx, categories, seen)
        await bumpEverything(tx)
        await audit(tx, {
          at: office.now(),
          personId: actor.personId,
          action: 'catalogue.categories',
          detail: { total: categories.length },
        })
      })
      return c.json({ categories: await keptCategories(office.db) })
    })
    .post(
      '/catalogue',
      may('catalogue.edit'),
      valid('json', z.object({ item: itemSchema, template: templateSchema.optional(), seenVersion: counter })),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const now = office.now()
        const rules = await rulesOn(office.db, dayOf(now))
        const version = await transact(office.db, async (tx) => {
          const made = await saveItem(tx, actor, input, rules, now)
          await bumpEverything(tx)
          await audit(tx, {
            at: now,
            personId: actor.personId,
            action: 'catalogue.version',
            subject: input.item.code,
            detail: { version: made.version, from: made.inForceFrom },
          })
          return made
        })
        return c.json(version)
      },
    )
}
