/** Something open in every room of Liuwan and of its township, made over HTTP as people make it. */
import { first, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import type { Answers } from '../src/kernel/asked/asked.schema.ts'
import { isFile, placedFields } from '../src/kernel/asked/fields.ts'
import { visitor } from '../src/modules/reports/fixtures/visitor.ts'
import type { Service } from '../src/modules/services/list/services.schema.ts'
import { wholeForm } from '../src/modules/services/applying/wholeForm.ts'
import { fillIn } from './fillIn.ts'
import { photo } from './photo.ts'
import { handsOf, open, publish } from './story.ts'
import type { Answer, Person, World } from './world.ts'

/** 200, or the story stops with what was said. */
export function ok<T>(answer: Answer<T>): T {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A service's whole form as a villager fills it in. */
export async function filledIn(
  w: World,
  code: string,
): Promise<{ fields: Record<string, string>; files: [string, File][] }> {
  const { definition } = (await first(
    w.office.db,
    sql<{ definition: Service }>`SELECT definition FROM services WHERE code = ${code} ORDER BY version DESC LIMIT 1`,
  ))!
  const form = wholeForm(definition)
  const picture = await photo('材料.jpg', '#caa')
  const back = await photo('反面.jpg', '#245')
  const fields: Record<string, string> = {}
  const files: [string, File][] = []
  for (const [key, answer] of Object.entries(fillIn(form, () => '', { name: '于桂兰', behalf: 'no' } as Answers))) {
    if (isFile(placedFields(form).find((p) => p.field.key === key)!.field.kind))
      files.push([key, key.endsWith('Back') ? back : picture])
    else if (typeof answer === 'string') fields[key] = answer
    else
      for (const [i, row] of answer.entries())
        if (typeof row === 'string') fields[key] = row
        else for (const [column, cell] of Object.entries(row)) fields[`${key}.${i}.${column}`] = cell
  }
  return { fields, files }
}

export async function everyRoom(w: World) {
  const hands = await handsOf(w)
  const [grid, agent, director, clerk, admin, inspector] = (await Promise.all(
    ['liuwan-grid', 'liuwan-agent', 'liuwan-director', 'qingxi-clerk', 'admin', 'inspector'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person, Person, Person]
  const noticeId = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'))
  await w.seal()
  const notice = (await first(w.office.db, sql<{ code: string }>`SELECT code FROM notices WHERE id = ${noticeId}`))!
  const caseOf = async (code: string) =>
    (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE code = ${code}`))!.id

  /** A report that somebody tells the grid worker at the door. */
  const report = async (text: string, more: object = {}, by = grid) =>
    caseOf(
      ok<{ code: string }>(
        await by.post('/reports', {
          place: 'liuwan',
          channel: 'visit',
          kind: 'trouble',
          text,
          spot: '三组路口',
          key: newId(),
          ...more,
        }),
      ).code,
    )
  const act = async (p: Person, id: string, action: string, more: object = {}) =>
    ok(await p.post(`/cases/${id}/actions/${action}`, more))

  const ask = async (kind: 'question' | 'untrue', text: string) => {
    const v = visitor(w)
    const key = /name="key" value="([^"]+)"/.exec((await v.get(`/d/${notice.code}/ask`)).html)![1]!
    const sent = await v.post(`/d/${notice.code}/ask`, { kind, text, name: '', contact: '', key })
    if (sent.status !== 303) throw new Error(sent.html.slice(0, 2_000))
  }

  /** An application that a villager hands in by telephone. */
  const apply = async (code = 'SV023') => {
    const { fields, files } = await filledIn(w, code)
    const v = visitor(w)
    const sent = await v.post(`/v/liuwan/services/${code}/apply`, { ...fields, key: newId(), do: 'send' }, files)
    if (sent.status !== 303) throw new Error(/class="errors"[\s\S]{0,900}/.exec(sent.html)?.[0])
    return caseOf(/data-code[^>]*>([0-9A-Z]{10})</.exec((await v.get(sent.location)).html)![1]!)
  }
  const take = async (p: Person, id: string, action: string, more: object = {}) => {
    const seen = ok<{ events: number; contentHash: string | null }>(await p.get(`/applications/${id}`))
    return ok(
      await p.post(`/applications/${id}/actions/${action}`, {
        seenEvents: seen.events,
        contentHash: seen.contentHash ?? undefined,
        ...more,
      }),
    )
  }

  const start = async (p: Person, power: string, title: string, more: object = {}) =>
    ok<{ id: string; code: string }>(
      await p.post('/powers/runs', { power, place: 'liuwan', title, key: crypto.randomUUID(), ...more }),
    )
  const seal = async () =>
    ok<{ id: string; code: string }>(
      await agent.post('/seals', {
        place: 'liuwan',
        seal: '村民委员会印章',
        paper: '危房改造申请表',
        reason: '申请危房改造补助',
        copies: 1,
        askerKind: 'villager',
        askerName: '柳大妹',
        key: crypto.randomUUID(),
      }),
    )
  /** A complaint about the published list, upheld: the village has to correct it. */
  const correction = async () => {
    const id = await report('这张表少了一笔收入，请查', { kind: 'list', notice: notice.code, spot: '' })
    await act(clerk, id, 'uphold', {
      comment: '补上 9 月 3 日的承包费',
      notice: notice.code,
      reply: { text: '核实了，少记一笔，已请村里更正。', form: 'written' },
    })
    return id
  }
  return {
    ...hands,
    grid,
    agent,
    director,
    clerk,
    admin,
    inspector,
    noticeId,
    report,
    act,
    ask,
    apply,
    take,
    start,
    seal,
    correction,
  }
}
export type EveryRoom = Awaited<ReturnType<typeof everyRoom>>
