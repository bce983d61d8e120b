/** Sheets of paper: the A4 print of a notice with seal and signature boxes, and a village's poster. */
import { ClocksOnPaper } from '../../../kernel/cases/clocks.parts.tsx'
import type { Context } from '../../../kernel/cases/times.ts'
import { placeOf } from '../../../kernel/regions/shown.queries.ts'
import { placeHref } from '../../../kernel/regions/addresses.ts'
import { sayDay } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { Qr } from '../../../web/qr.tsx'
import { Content } from './content.tsx'
import { isLong } from './publicForm.ts'
import { paperParts } from './rowsAsRead.ts'
import { Banner, HandsOf, LatenessOnPaper } from './notice.parts.tsx'
import { paperCodes } from '../../../kernel/ledger/paper.ts'
import type { Db } from '../../../platform/db.ts'
import type { Notice } from './notice.queries.ts'
import { noticeClocks } from './notice.clocks.ts'
import { findNotice } from './notice.read.ts'
import { proofOf } from './proof.pages.tsx'
import { toldOf, untouched } from './untouched.ts'
import { cite, titleOf } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'

/** `db`: the public's connection, for the proof. */
export async function printPage(visit: Visit, db: Db, code: string, ctx: Context): Promise<Shown> {
  const found = await findNotice(visit, code)
  const { notice: n, form } = found
  if (n.content === null) throw notFound('这项公开的内容不展示，不能打印。')
  const title = titleOf(visit.frame, n)
  const proof = `${visit.origin}/d/${n.code}/proof`
  return {
    title: `打印：${title}`,
    bare: true,
    noindex: true,
    fleeting: !visit.fixed || n.leaf_position === null,
    body: (
      <article
        class={isLong(form) && paperParts(form, n.content.rows).columns.length > widestUpright ? 'paper wide' : 'paper'}
      >
        <p class="do noprint">
          <button type="button" class="press" data-print hidden>
            打印
          </button>
          <a class="press second" href={`/d/${n.code}`}>
            回到网页
          </a>
        </p>
        <h1>{title}</h1>
        <p class="head">
          <span>公开单位：{n.place_name}</span>
          <span>公开日期：{sayDay(n.published_on, true)}</span>
          <LatenessOnPaper notice={n} />
        </p>
        <Banner visit={visit} found={found} changed={untouched(n) === false} called={[]} />
        <Content form={form} content={n.content} title={title} paper />
        <HandsOf notice={n} />
        <ClocksOnPaper clocks={await noticeClocks(visit, n, ctx)} />
        <div class="boxes">
          <div>编制人签字</div>
          <div>村务监督委员会签字</div>
          <div>负责人签字</div>
          <div>盖章</div>
        </div>
        <div class="ends">
          <Qr text={proof} label="查这份公开有没有改过的二维码" />
          <p>
            扫码看网页，查有没有改过，也可以提问。
            <br />
            <span class="mono">{proof}</span>
            <br />
            编号 <span class="mono">{n.code}</span>，第 {n.version} 版。
            {n.display_until && (
              <>
                张贴至 {sayDay(n.display_until, true)}（{cite(visit.frame, 'display.minDays')}）。
              </>
            )}
          </p>
        </div>
        <ProofCodes codes={await codesOf(visit, db, n)} origin={visit.origin} />
      </article>
    ),
  }
}

/** The codes of the proof; none while the version is not sealed yet. */
async function codesOf(visit: Visit, db: Db, n: Notice): Promise<string[]> {
  if (n.leaf_position === null) return []
  return paperCodes(n, toldOf(n), (await proofOf(db, n)).proof)
}

/** More columns than this want the sheet turned. */
const widestUpright = 10

/** The proof on the paper itself: read with a key that was kept, it needs no network. */
function ProofCodes({ codes: [proof, ...told], origin }: { codes: string[]; origin: string }) {
  if (proof === undefined) return null
  return (
    <section class="proof-codes" aria-label="核对这张纸">
      <p>
        不联网也能核对这张纸：用事先存好的核对工具（{origin}/check）拍下面的码。
        {told.length === 0 && '内容太长，码里放不下，要对内容请扫上面的码。'}
      </p>
      <div class="codes">
        <figure>
          <Qr text={proof} label="存证的二维码" />
          <figcaption>存证</figcaption>
        </figure>
        {told.map((text, i) => (
          <figure key={text}>
            <Qr text={text} label={`内容的二维码 ${i + 1}`} />
            <figcaption>{told.length === 1 ? '内容和经办' : `内容和经办 ${i + 1}/${told.length}`}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  )
}

export async function posterPage(visit: Visit, slug: string): Promise<Shown> {
  const place = await placeOf(visit, slug)
  const isVillage = place.level === 'village' || place.level === 'group'
  const address = `${visit.origin}${placeHref(place.level, slug, visit.frame.root?.slug)}`
  return {
    title: `${place.name}二维码海报`,
    bare: true,
    noindex: true,
    fleeting: !visit.fixed,
    body: (
      <article class="paper poster">
        <p class="do noprint">
          <button type="button" class="press" data-print hidden>
            打印
          </button>
          <a class="press second" href={placeHref(place.level, slug, visit.frame.root?.slug)}>
            回到网页
          </a>
        </p>
        <p class="say">{place.parent_name}</p>
        <h1>{place.name}公开栏</h1>
        <Qr text={address} label={`${place.name}公开页的二维码`} />
        <p class="say">
          手机扫一扫，看{isVillage ? '本村的钱花到哪里、事是谁办的' : '这里公开了什么、事是谁办的'}；有疑问，随时问。
        </p>
        <p class="mono">{address}</p>
        <p>
          不收费，不用登录。没有手机的，
          {isVillage ? `看村务公开栏，或找${place.name}村务公开专职人员` : `可以到${place.name}来看`}。
        </p>
      </article>
    ),
  }
}
