/** The villager's own pages: what is open to them, and a notice with its content. */
import { sayDay } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { SignedIn } from '../../../kernel/residents/asResident.ts'
import { Row, Rows } from '../../../web/rows.tsx'
import { Content } from '../../disclosure/public/content.tsx'
import { templateOf } from '../../disclosure/public/notice.queries.ts'
import { findNotice } from '../../disclosure/public/notice.read.ts'
import { audienceName, titleOf } from '../../disclosure/public/say.ts'
import type { Shown, Visit } from '../../disclosure/public/site.ts'
import { contentFor, filesFor, type MyNotice } from './my.queries.ts'

const levels = ['还没有核对手机', '手机已核对', '已当面核对身份证'] as const

export function myHome(visit: Visit, me: SignedIn, notices: readonly MyNotice[]): Shown {
  return {
    title: '我的',
    body: (
      <>
        <h1>{me.name}，您好</h1>
        <p>{me.village} · {levels[me.level]}{me.party && ' · 党员'}。<a href={`/v/${me.slug}`}>看本村的公开</a></p>
        <h2>只给您和有关的人看的公开</h2>
        {notices.length === 0 && <p class="quiet">现在没有。公开给所有人看的，在<a href={`/v/${me.slug}`}>本村的页面</a>。</p>}
        {notices.length > 0 && <Rows label="只给有关的人看的公开">{notices.map((n) => <Row key={n.code} href={`/my/d/${n.code}`} what={titleOf(visit.frame, n)} more={`${n.place} · ${sayDay(n.published_on)} · ${audienceName(n.audience)}可看`} />)}</Rows>}
        <form method="post" action="/my/sign-out"><p class="do"><button class="press second" type="submit">退出登录</button></p></form>
        <p class="quiet">用的是别人的手机、公用的电脑，看完请退出。</p>
      </>
    ),
  }
}

export async function myNotice(visit: Visit, tx: Tx, me: SignedIn, code: string): Promise<Shown> {
  const { notice: n, form: plain } = await findNotice(visit, code)
  if (n.withdrawn !== null || (n.leaves_on !== null && n.leaves_on <= visit.today)) throw notFound('这项公开的内容已经不再展示。')
  const content = await contentFor(tx, n.id)
  if (!content) throw notFound(`这项内容只给${n.place_name}的${audienceName(n.audience)}看，您登录的是${me.village}的${me.name}。登记有误，请找代办员。`)
  const form = content.template !== null && content.templateVersion !== null ? ((await templateOf(visit.db, content.template, content.templateVersion)) ?? plain) : plain
  const files = await filesFor(tx, n.id)
  const title = titleOf(visit.frame, n)
  return {
    title: `${title} · ${n.place_name}`, crumbs: [{ href: '/my', text: '我的' }],
    body: (
      <>
        <h1>{title}</h1>
        <p class="quiet">{n.place_name}，{sayDay(n.published_on, true)}公开。只给{audienceName(n.audience)}看，请不要转发。</p>
        <Content form={form} content={content} title={title} />
        {files.length > 0 && <><h2>附件</h2><ul>{files.map((f) => <li key={f.sha256}><a href={`/my/f/${n.code}/${f.sha256}`}>{f.name}</a></li>)}</ul></>}
        <p class="do"><a class="press" href={`/d/${n.code}/ask`}>我有疑问</a><a class="press second" href={`/d/${n.code}`}>谁审的、有没有改过</a></p>
      </>
    ),
  }
}
