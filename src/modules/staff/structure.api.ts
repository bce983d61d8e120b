/** What a county's offices are made of: its posts, leading groups and who is whose near relative. */
import { secondSchema } from '../../kernel/people/second.ts'
import { ruledDay } from '../../kernel/staff/typedDays.ts'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { visitorNet } from '../../platform/http.ts'
import { committeeWords, postFunctions } from '../../kernel/people/functions.ts'
import { endKin, registerKin } from '../../kernel/people/kin.ts'
import { groupRoles } from '../../kernel/people/groupRoles.ts'
import { changeGroup, endGroup, joinGroup, leaveGroup, makeGroup } from '../../kernel/people/leadingGroups.ts'
import { changePost, endPost, makePost, postKinds, type PostInput } from '../../kernel/people/postKinds.ts'
import { levels } from '../../kernel/regions/levels.ts'
import { id, keysOf } from '../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { changesOfPeople } from './acts.ts'
import { needTermDay } from './termDays.ts'

const day = ruledDay('日期', 'people.daysAhead')
const post = z.object({
  name: z.string().trim().min(2, '请写岗位名称').max(30, '岗位名称最多 30 个字'),
  seats: z.int('人数写整数').min(1, '人数至少 1').max(50, '人数最多 50'),
  duty: z.string().trim().max(200, '职责最多 200 个字').default(''),
  committee: z.enum(['', ...keysOf(committeeWords)]).default(''),
  optional: z.boolean().default(false),
  order: z.int('排序写整数').min(0).max(999).default(500),
})
const code = z.object({ code: z.string().min(1).max(40) })
const group = z.object({
  name: z.string().trim().min(4, '请写领导小组的名称').max(40, '名称最多 40 个字'),
  office: z.string().trim().max(60, '办公室最多 60 个字').default(''),
  officePhone: z.string().trim().max(30).default(''),
})
const member = z.object({
  personId: z.string().min(1).max(40).optional(),
  name: z.string().trim().max(40).optional(),
  role: z.enum(groupRoles),
  from: day,
})
const pair = z.object({
  personId: z.string().min(1).max(40),
  relativeId: z.string().min(1, '请选亲属').max(40),
  second: secondSchema.optional(),
})
const ended = z.object({ on: day })

export const structureApi = (office: Office) =>
  new Hono().route('/', postKindsApi(office)).route('/', groupsApi(office)).route('/', kinApi(office))

const alone = (office: Office) => (c: Context) => ({ ip: visitorNet(c, office.proxies) })

function postKindsApi(office: Office) {
  const [may, change, by] = [staffOnly(office), changesOfPeople(office), alone(office)]
  const today = () => dayOf(office.now())
  return new Hono<StaffEnv>()
    .get('/post-kinds', may('people.see'), async (c) =>
      c.json({ posts: await postKinds(office.db, today()), today: today() }),
    )
    .post(
      '/post-kinds',
      may('post.edit'),
      valid('json', post.extend({ level: z.enum(levels), function: z.enum(postFunctions) })),
      async (c) => {
        const input = c.req.valid('json')
        return c.json(
          await change(c.get('session').actor, 'post.made', by(c), async (tx) => ({
            code: await makePost(tx, input, today()),
            slug: 'all',
            detail: { value: input.name },
          })),
        )
      },
    )
    .post('/post-kinds/:code', may('post.edit'), valid('param', code), valid('json', post), async (c) => {
      const input = c.req.valid('json')
      await change(c.get('session').actor, 'post.changed', by(c), async (tx) => {
        const before = await changePost(tx, c.req.valid('param').code, input, today())
        return { slug: 'all', detail: { before: sayPost(before), value: sayPost(input) } }
      })
      return c.json({ ok: true })
    })
    .post('/post-kinds/:code/end', may('post.edit'), valid('param', code), valid('json', ended), async (c) => {
      const { on } = c.req.valid('json')
      await needTermDay(office, on, '停用的日子', 'on')
      await change(c.get('session').actor, 'post.ended', by(c), async (tx) => {
        const before = await endPost(tx, c.req.valid('param').code, on, today())
        return { slug: 'all', detail: { before: before.name, from: on } }
      })
      return c.json({ ok: true })
    })
}

const sayPost = (p: Pick<PostInput, 'name' | 'seats' | 'optional' | 'committee'>): string => {
  const [body] = committeeWords[p.committee as keyof typeof committeeWords] ?? []
  return `${p.name}，${p.seats} 人${body ? `，属于${body}` : ''}${p.optional ? '，可以不设' : ''}`
}

function groupsApi(office: Office) {
  const [may, change, by] = [staffOnly(office), changesOfPeople(office), alone(office)]
  return new Hono<StaffEnv>()
    .post('/groups', may('people.edit'), valid('json', group.extend({ place: z.string().max(60) })), async (c) => {
      const { actor } = c.get('session')
      const { place, ...input } = c.req.valid('json')
      await change(actor, 'group.made', by(c), async (tx) => ({
        ...(await makeGroup(tx, actor, place, input, office.now())),
        detail: { value: input.name },
      }))
      return c.json({ ok: true })
    })
    .post('/groups/:id', may('people.edit'), valid('param', id), valid('json', group), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      await change(actor, 'group.changed', by(c), async (tx) => {
        const { slug, before } = await changeGroup(tx, actor, c.req.valid('param').id, input)
        return { slug, detail: { before, value: input.name } }
      })
      return c.json({ ok: true })
    })
    .post('/groups/:id/end', may('people.edit'), valid('param', id), valid('json', ended), async (c) => {
      const { actor } = c.get('session')
      const { on } = c.req.valid('json')
      await needTermDay(office, on, '撤销的日子', 'on')
      await change(actor, 'group.ended', by(c), async (tx) => {
        const { slug, before } = await endGroup(tx, actor, c.req.valid('param').id, on)
        return { slug, detail: { before, from: on } }
      })
      return c.json({ ok: true })
    })
    .post('/groups/:id/members', may('people.edit'), valid('param', id), valid('json', member), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      await needTermDay(office, input.from, '加入的日子', 'from')
      await change(actor, 'group.joined', by(c), async (tx) => ({
        ...(await joinGroup(tx, actor, c.req.valid('param').id, input, office.now())),
        detail: { value: input.role, from: input.from },
      }))
      return c.json({ ok: true })
    })
    .post('/group-members/:id/end', may('people.edit'), valid('param', id), valid('json', ended), async (c) => {
      const { actor } = c.get('session')
      const { on } = c.req.valid('json')
      await needTermDay(office, on, '退出的日子', 'on')
      await change(actor, 'group.left', by(c), async (tx) => ({
        ...(await leaveGroup(tx, actor, c.req.valid('param').id, on)),
        detail: { from: on },
      }))
      return c.json({ ok: true })
    })
}

function kinApi(office: Office) {
  const [may, change, by] = [staffOnly(office), changesOfPeople(office), alone(office)]
  const relation = z.string().trim().min(2, '请写是什么关系').max(20, '关系最多 20 个字')
  return new Hono<StaffEnv>()
    .post('/kin', may('people.edit'), valid('json', pair.extend({ relation })), async (c) => {
      const { actor } = c.get('session')
      const now = office.now()
      const { second, ...pair } = c.req.valid('json')
      return c.json(
        await change(actor, 'kin.registered', { ...by(c), second }, (tx, both) =>
          registerKin(tx, both, pair, now, dayOf(now)),
        ),
      )
    })
    .post(
      '/kin/end',
      may('people.edit'),
      valid('json', pair.extend({ reason: z.string().trim().min(4, '请写为什么去掉').max(200) })),
      async (c) => {
        const { actor } = c.get('session')
        const { reason, second, ...two } = c.req.valid('json')
        await change(actor, 'kin.ended', { ...by(c), second }, async (tx, both) => ({
          ...(await endKin(tx, both, two, dayOf(office.now()), office.now())),
          detail: { reason },
        }))
        return c.json({ ok: true })
      },
    )
}
