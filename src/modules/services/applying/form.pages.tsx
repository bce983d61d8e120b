/** Applying: one form with its papers; saved at any time, gone on with on another device. Works without JavaScript. */
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import { freeTexts } from '../../../kernel/asked/fields.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { createHash } from 'node:crypto'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { AnswerProblem } from '../../../kernel/asked/judge.ts'
import { AskedFields } from '../../../kernel/asked/page/AskedFields.tsx'
import type { Shown } from '../../../kernel/site/site.tsx'
import { paperOf } from '../../../kernel/asked/paper.ts'
import { maskedAnswers } from '../../../kernel/asked/show.ts'
import { Filled } from '../following/own.pages.tsx'
import { wholeEditHref } from './addresses.ts'
import { restOf } from './supplement.ts'
import { serviceHref, servicesHref } from '../list/addresses.ts'
import { ServiceSteps } from '../list/flow.tsx'
import { identities, type Service } from '../list/services.schema.ts'
import { sayShownLimit } from '../list/serviceWords.ts'
import { Second } from '../../../web/less.tsx'
import type { Offered } from './reuse.ts'
import type { Sitting } from './sitting.ts'
import { wholeForm } from './wholeForm.ts'

export type Applying = {
  service: Service
  village: { name: string; slug: string }
  action: string
  key: string
  answers: Answers
  problems: readonly AnswerProblem[]
  fileNames: Readonly<Record<string, string>>
  sitting?: Sitting | undefined
  offered: readonly Offered[]
  today: string
  mb: number
  rules: Pick<Rules, 'find'>
  /** As posted: what was ticked under the texts. */
  ticks?: Readonly<Record<string, unknown>>
  /** Of a draft that goes on, or an application that is corrected. */
  going?:
    | {
        code: string
        draft: boolean
        asked: readonly { key: string; label: string; say: string }[]
        /** The questions that are on the page, where only some are (supplement.ts). */
        open?: ReadonlySet<string> | undefined
      }
    | undefined
  /** The county lets villagers sign in. */
  signIn?: boolean | undefined
  /** The agent has compared the identity card. */
  checked?: boolean | undefined
  /** Filled in with what somebody said before. */
  personal?: boolean | undefined
  /** Pages that were told something besides faults. */
  say?: string | undefined
}

/** Under this name the page says which questions it shows; no field of a form is called so. */
export const openName = 'open-questions'

/** The name of the agent's tick; no field of a form is called so. */
export const identityTick = 'counter-checked'

export function applyPage(a: Applying): Shown {
  const title =
    a.going && !a.going.draft
      ? `补正：${a.service.name}`
      : a.service.name.endsWith('申请')
        ? a.service.name
        : `申请：${a.service.name}`
  return {
    title,
    noindex: true,
    fleeting: true,
    personal: a.sitting !== undefined || a.going !== undefined || a.personal === true,
    status: a.problems.length > 0 ? 422 : 200,
    scripts: ['asked', 'apply'],
    crumbs: [
      { href: `/v/${a.village.slug}`, text: a.village.name },
      { href: servicesHref(a.village.slug), text: '办事' },
      { href: serviceHref(a.village.slug, a.service.code), text: a.service.name },
    ],
    body: <Body {...a} title={title} />,
  }
}

function Body({ title, ...a }: Applying & { title: string }) {
  return (
    <>
      <h1>{title}</h1>
      <div class="two">
        <div>
          {a.sitting?.agent && (
            <p class="note">
              <b>
                {a.sitting.agent.post}
                {a.sitting.agent.name}正在替村民填写
              </b>
              ，村民已经同意（{a.sitting.agent.consent.name}）。提交以后请把回执打印给村民。
            </p>
          )}
          {a.say && (
            <p class="note" role="status">
              {a.say}
            </p>
          )}
          {(a.going?.asked.length ?? 0) > 0 && <Asked asked={a.going!.asked} />}
          {a.signIn && !a.sitting && !a.going && !a.personal && (
            <p class="quiet">
              <a href={`/my/services/${a.service.code}`}>我登录过，先替我填好名册里有的</a>
            </p>
          )}
          <p>您填的和拍的只给办这件事的人看；谁看过，您凭回执都看得到。身份：{identities[a.service.identity]}。</p>
          <form
            method="post"
            action={a.action}
            encType="multipart/form-data"
            data-apply
            data-asked
            data-who={whoOf(a.sitting)}
            data-watermark={`仅用于办理${a.service.name}，${a.today}`}
            data-file-mb={String(a.mb)}
            noValidate
          >
            <input type="hidden" name="key" value={a.key} />
            <AskedFields
              form={wholeForm(a.service)}
              answers={a.answers}
              problems={a.problems}
              folded={!a.sitting && !a.going}
              fileNames={a.fileNames}
              {...(a.going?.open ? { only: a.going.open } : {})}
            />
            <Careful rules={a.rules} written={freeTexts(wholeForm(a.service), a.answers).join('\n')} typed={a.ticks} />
            {[...(a.going?.open ?? [])].map((key) => (
              <input key={key} type="hidden" name={openName} value={key} />
            ))}
            {a.offered.length > 0 && <Again offered={a.offered} />}
            {a.sitting?.agent && a.service.atOnce && <AtOnce a={a} />}
            <p role="status" data-status />
            <p class="do">
              <button
                type="submit"
                class={a.sitting?.agent && a.service.atOnce ? 'press second' : 'press'}
                name="do"
                value="send"
              >
                {a.going && !a.going.draft ? '补好了，提交' : '提交申请'}
              </button>
              {(!a.going || a.going.draft) && (
                <button type="submit" class="press second" name="do" value="save">
                  先存着，以后接着填
                </button>
              )}
            </p>
          </form>
          {a.going?.open && <Rest a={a} code={a.going.code} open={a.going.open} />}
        </div>
        <Second>
          <div class="side desk">
            <Ahead service={a.service} />
          </div>
        </Second>
      </div>
    </>
  )
}

/** Beside the form: what it costs, how long it takes, and through whose hands it goes. */
function Ahead({ service: s }: { service: Service }) {
  return (
    <>
      <h2>交上去以后</h2>
      <p>
        {feeOf(s)}
        {s.atOnce ? '。材料齐的当天办好。' : s.promised ? `。承诺 ${sayShownLimit(s.promised)}办好。` : '。'}
      </p>
      <ServiceSteps service={s} />
      <p class="quiet">交了就给回执，凭回执随时查办到哪一步。缺什么会一次告诉您。</p>
    </>
  )
}

const feeOf = ({ fee }: Service): string =>
  [fee.yuan === 0 ? '' : `收 ${fee.yuan} 元`, fee.about || (fee.yuan === 0 ? '不收费' : '')]
    .filter(Boolean)
    .join('，')
    .replace(/。$/, '')

/** What nobody asked about, to be read; whoever must change something there opens the whole form. */
function Rest({ a, code, open }: { a: Applying; code: string; open: ReadonlySet<string> }) {
  const form = wholeForm(a.service)
  return (
    <Filled
      summary="您以前填的，不用动（证件号、电话、账号遮住一部分）"
      sections={paperOf(restOf(form, open), maskedAnswers(form, a.answers))}
    >
      <p class="do">
        <a class="press second" href={wholeEditHref(code)}>
          这里面也有要改的
        </a>
      </p>
    </Filled>
  )
}

/**
 * Whose drafts this browser may show, without saying who: on a shared phone each their own; at the counter one
 * sitting's, of which nothing stays.
 */
function whoOf(s: Sitting | undefined): string {
  if (s === undefined) return ''
  const words = s.agent ? `${s.residentId ?? ''} ${s.until}` : (s.residentId ?? '')
  return `${s.agent ? 'counter' : 'own'}-${createHash('sha256').update(words).digest('base64url').slice(0, 12)}`
}

function Asked({ asked }: { asked: readonly { key: string; label: string; say: string }[] }) {
  return (
    <div class="note">
      <p>
        <b>请补这 {asked.length} 样，别的不用动：</b>
      </p>
      <ul>
        {asked.map((m) => (
          <li key={m.key}>
            <a href={`#${m.key}`}>{m.label}</a>：{m.say}
          </li>
        ))}
      </ul>
    </div>
  )
}

/**
 * The counter's own part of the form, of a service that is done at once: checked, done, and the receipt printed with
 * the result.
 */
function AtOnce({ a }: { a: Applying }) {
  const error = a.problems.find((p) => p.field === identityTick)?.say
  return (
    <fieldset class="panel" aria-describedby={error ? `${identityTick}-error` : undefined}>
      <legend>当场办好</legend>
      <p>这件事当天办完。填好、核对好，按“当场办好”，收下、办理、把结果交给本人一次做完，每一步都记上您的名字。</p>
      {a.service.identity !== 'none' && (
        <label class="choice" id={identityTick}>
          <input type="checkbox" name={identityTick} value="yes" checked={a.checked ?? false} />
          <span>已经对照身份证核对过本人</span>
        </label>
      )}
      {error && (
        <p class="wrong" id={`${identityTick}-error`}>
          {error}
        </p>
      )}
      <p class="do">
        <button type="submit" class="press" name="do" value="finish">
          当场办好
        </button>
      </p>
    </fieldset>
  )
}

/** What was handed in before: taken over only where the person ticks it. */
function Again({ offered }: { offered: readonly Offered[] }) {
  return (
    <fieldset>
      <legend>以前交过的，可以不用再拍</legend>
      {offered.map((o) => (
        <label class="choice" key={o.field}>
          <input type="checkbox" name="again" value={o.field} />
          <span>
            用 {o.takenOn} 交过的“{o.label}”（{o.papers.length} 页）<small>办“{o.service}”时交的，本人同意再用</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
