/** The villager's own pages: what is open to them, and a notice with its content. */
import { Content, doubtOf, findNotice, LatestRows, type Shown, type Visit } from '../../disclosure/index.pages.ts'
import { reportKinds, type ReportKind } from '../../reports/index.ts'
import { templateOf, audienceName, groupHref, titleOf } from '../../disclosure/index.ts'
import { dayOf, sayDay, sayLimit, sayTime } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { WayIn } from '../../../kernel/room.ts'
import type { SignedIn } from '../../../kernel/residents/asResident.ts'
import { ErrorSummary } from '../../../web/field.tsx'
import { Row, Rows } from '../../../web/list.tsx'
import { FindByReceipt } from '../../../web/receipt.tsx'
import type { Device } from './devices.ts'
import { contentFor, filesFor, type Look, type MyNotice, type OwnGroup } from './my.queries.ts'
import type { MyApplication, MyReport } from './own.queries.ts'

const levels = ['还没有核对手机', '手机已核对', '已当面核对身份证'] as const

export type Mine = {
  /** The villager's own group of the village, with what it published. */
  group: OwnGroup | undefined
  notices: readonly MyNotice[]
  looks: readonly Look[]
  reports: readonly MyReport[]
  applications: readonly MyApplication[]
  /** What was wrong with a receipt. */
  say: string | undefined
  /** Other ways to sign in next time. */
  ways: readonly WayIn[]
  /** Where else they are signed in. */
  devices: readonly Device[]
}

export function myHome(
  visit: Visit,
  me: SignedIn,
  { group, notices, looks, reports, applications, say, ways, devices }: Mine,
): Shown {
  return {
    title: '我的',
    status: say ? 422 : 200,
    body: (
      <>
        {say && <ErrorSummary errors={[{ field: 'code', say }]} />}
        <h1>{me.name}，您好</h1>
        {me.agent !== '' && <Accompanied agent={me.agent} />}
        <p>
          {me.village} · {levels[me.level]}
          {me.party && ' · 党员'}。<a href={`/v/${me.slug}`}>看本村的公开</a>
        </p>
        {group && <GroupFirst visit={visit} me={me} group={group} />}
        <h2>只给您和有关的人看的公开</h2>
        {notices.length === 0 && (
          <p class="quiet">
            现在没有。公开给所有人看的，在<a href={`/v/${me.slug}`}>本村的页面</a>。
          </p>
        )}
        {notices.length > 0 && (
          <Rows label="只给有关的人看的公开">
            {notices.map((n) => (
              <Row
                key={n.code}
                href={`/my/d/${n.code}`}
                what={titleOf(visit.frame, n)}
                more={`${n.place} · ${sayDay(n.published_on)} · ${audienceName(n.audience)}可看`}
              />
            ))}
          </Rows>
        )}
        {me.agent === '' && <MyApplications me={me} applications={applications} />}
        {me.agent === '' && <MyReports me={me} reports={reports} say={say} />}
        {me.agent === '' && (
          <p>
            <a href="/my/people">找本村的人，看谁的名字出现在公开里</a>
          </p>
        )}
        {looks.length > 0 && (
          <>
            <h2>谁陪我看过</h2>
            <ul class="plain">
              {looks.map((l, i) => (
                <li key={i}>
                  {sayTime(l.at)}　{l.agent_name}
                  {'　'}
                  {l.kind === 'began' ? (
                    l.consent
                  ) : (
                    <>
                      看了<a href={`/my/d/${l.notice_code}`}>{l.kind === 'notice' ? '一项公开' : '一个附件'}</a>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        {ways.map((w) => (
          <p key={w.href}>
            <a href={w.bindHref}>下次{w.text}</a>
          </p>
        ))}
        {devices.length > 1 && <Devices devices={devices} />}
        <form method="post" action="/my/sign-out">
          <p class="do">
            <button class="press second" type="submit">
              退出登录
            </button>
          </p>
        </form>
        {me.agent === '' && <p class="quiet">用的是别人的手机、公用的电脑，看完请退出。</p>}
      </>
    ),
  }
}

/** A telephone that was lost or given away is signed out from here. */
function Devices({ devices }: { devices: readonly Device[] }) {
  const end = (id: string, press: string, of: string) => (
    <form method="post" action={`/my/devices/${id}/end`}>
      <button class="press second" type="submit" aria-label={`${press}：${of}`}>
        {press}
      </button>
    </form>
  )
  return (
    <>
      <h2 id="devices">在哪些手机上登录着</h2>
      <ul class="rows" aria-label="在哪些手机上登录着">
        {devices.map((d) => {
          const what = d.device || '没有认出来的手机或电脑'
          return (
            <li key={d.id}>
              <div>
                <span class="what">
                  {what}
                  {d.here && '（就是这个）'}
                </span>
                <span class="more">{sayTime(d.made_at)}登录的</span>
                {!d.here && end(d.id, '退出那一个', what)}
              </div>
            </li>
          )
        })}
      </ul>
      {devices.length > 2 && end('others', '别的全部退出', '这一个以外的')}
      <p class="quiet">有不认得的，或者手机丢了、给了别人，就退出那一个。</p>
    </>
  )
}

/** What concerns the villager's own group comes first (《村民委员会组织法》第三十二条). */
function GroupFirst({ visit, me, group }: { visit: Visit; me: SignedIn; group: OwnGroup }) {
  return (
    <>
      <h2>我们组的公开（{group.name}）</h2>
      <LatestRows visit={visit} latest={group.latest} label="我们组的公开" />
      <p>
        <a href={groupHref(me.slug, group.slug)}>看这个组的全部公开</a>
      </p>
    </>
  )
}

/** Stands on every page while an agent sits with the villager. */
export function Accompanied({ agent }: { agent: string }) {
  return (
    <p class="note" role="status">
      代办员{agent}陪着看，打开了什么都会记下，本人以后登录能看到。看完请按“退出登录”，过一会儿也会自动退出。
    </p>
  )
}

function MyApplications({ me, applications }: { me: SignedIn; applications: readonly MyApplication[] }) {
  return (
    <>
      <h2 id="applications">我办的事</h2>
      {applications.length > 0 && (
        <Rows label="我办的事">
          {applications.map((a) => (
            <Row
              key={a.code}
              href={`/my/applications/${a.code}`}
              what={a.service}
              when={sayDay(dayOf(a.sent_at))}
              more={`${a.place} · ${a.step}${!a.closed_at && a.due_at ? ` · ${sayLimit(a.due_at)}前` : ''}`}
            />
          ))}
        </Rows>
      )}
      <p class="do">
        <a class="press second" href={`/v/${me.slug}/services`}>
          我要办事
        </a>
      </p>
      <p class="quiet">用您的身份证号申请的都在这里。登录以后办事，名册里有的会先替您填好，以前交过的材料可以再用。</p>
    </>
  )
}

function MyReports({ me, reports, say }: { me: SignedIn; reports: readonly MyReport[]; say: string | undefined }) {
  return (
    <>
      <h2 id="reports">我的反映</h2>
      {reports.length > 0 && (
        <Rows label="我的反映">
          {reports.map((r) => (
            <Row
              key={r.code}
              href={`/my/reports/${r.code}`}
              what={`${reportKinds[r.kind as ReportKind]}${r.party === 'reporter' ? '' : '（跟着反映）'}`}
              when={sayDay(dayOf(r.received_at))}
              more={`${r.place} · ${r.closed_at ? `已办结（${sayDay(dayOf(r.closed_at))}）` : r.step}${!r.closed_at && r.due_at ? ` · ${sayLimit(r.due_at)}前` : ''}`}
            />
          ))}
        </Rows>
      )}
      <p class="do">
        <a class="press second" href={`/v/${me.slug}/reports/new`}>
          我要反映
        </a>
      </p>
      <details open={say !== undefined}>
        <summary>把反映过的事放进来</summary>
        <FindByReceipt
          action="/my/reports"
          code=""
          errors={say === undefined ? [] : [{ field: 'code', say }]}
          press="放进来"
        />
        <p class="quiet">
          放进来以后，登录就能看办到哪一步，不用再找回执。办理的人不知道您放进来了。和家里人共用手机号的，他们登录时选您的名字也能看到。
        </p>
      </details>
    </>
  )
}

export async function myNotice(visit: Visit, tx: Tx, me: SignedIn, code: string): Promise<Shown> {
  const { notice: n, form: plain } = await findNotice(visit, code)
  if (n.withdrawn !== null || (n.leaves_on !== null && n.leaves_on <= visit.today))
    throw notFound('这项公开的内容已经不再展示。')
  const content = await contentFor(tx, n.id)
  if (!content)
    throw notFound(
      `这项内容只给${n.place_name}的${audienceName(n.audience)}看，您登录的是${me.village}的${me.name}。登记有误，请找代办员。`,
    )
  const form =
    content.template !== null && content.templateVersion !== null
      ? ((await templateOf(visit.db, content.template, content.templateVersion)) ?? plain)
      : plain
  const files = await filesFor(tx, n.id)
  const title = titleOf(visit.frame, n)
  return {
    title: `${title} · ${n.place_name}`,
    crumbs: [{ href: '/my', text: '我的' }],
    body: (
      <>
        <h1>{title}</h1>
        {me.agent !== '' && <Accompanied agent={me.agent} />}
        <p class="quiet">
          {n.place_name}，{sayDay(n.published_on, true)}公开。只给{audienceName(n.audience)}看，请不要转发。
        </p>
        <Content form={form} content={content} title={title} doubt={doubtOf(n, form)} />
        {files.length > 0 && (
          <>
            <h2>附件</h2>
            <ul>
              {files.map((f) => (
                <li key={f.sha256}>
                  <a href={`/my/f/${n.code}/${f.sha256}`}>{f.name}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        <p class="do">
          <a class="press" href={`/d/${n.code}/ask`}>
            我有疑问
          </a>
          <a class="press second" href={`/d/${n.code}`}>
            谁审的、有没有改过
          </a>
        </p>
      </>
    ),
  }
}
