/** The forms for signing in; they work without a script. */
import type { Shown } from '../../disclosure/index.pages.ts'
import { maskPhone } from '../../../kernel/forms/masks.ts'
import type { WayIn } from '../../../kernel/room.ts'
import type { OnPhone } from '../../../kernel/residents/signin.ts'
import { Choices, ErrorSummary, Field } from '../../../web/field.tsx'

/** Telephones of the demo's people. */
const demoPhones = [
  ['13800000001', '柳湾村村民'],
  ['13800000002', '柳湾村党员'],
  ['13800000003', '一家人共用一个手机号'],
] as const

export function phonePage({
  to,
  demo,
  typed = '',
  say,
  ways,
}: {
  to: string
  demo: boolean
  typed?: string
  say?: string | undefined
  ways: readonly WayIn[]
}): Shown {
  return {
    title: '村民登录',
    status: say ? 422 : 200,
    scripts: ['signIn'],
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: 'phone', say }]} />}
        <h1>村民登录</h1>
        <p>村里的公开不用登录就能看。只给本村村民、党员看的内容，登录后能看。</p>
        <form method="post" action="/my/code" data-once>
          <input type="hidden" name="to" value={to} />
          <Field
            name="phone"
            label="您的手机号"
            value={typed}
            error={say}
            inputmode="tel"
            autocomplete="tel"
            maxLength={20}
            required
            help="要是村里登记过的手机号。换了号、没登记，请带身份证找代办员，或者用家里收到的邀请条。"
          />
          <p class="do">
            <button class="press" type="submit">
              获取验证码
            </button>
          </p>
        </form>
        {ways.map((w) => (
          <p key={w.href} class="do">
            <a class="press second" href={w.href}>
              {w.text}
            </a>
          </p>
        ))}
        {demo && (
          <div class="note">
            <p>演示：短信不会真的发出。可以用这些手机号试：</p>
            <ul>
              {demoPhones.map(([phone, who]) => (
                <li key={phone}>
                  <b class="mono">{phone}</b> {who}
                </li>
              ))}
            </ul>
          </div>
        )}
        <h2>没有手机怎么办</h2>
        <p>请带身份证到村里找代办员，代办员陪您一起看。</p>
      </div>
    ),
  }
}

type CodeProps = { phone: string; back: string; demoCode?: string | undefined; say?: string | undefined }

export function codePage({ phone, back, demoCode, say }: CodeProps): Shown {
  return {
    title: '填验证码',
    status: say ? 422 : 200,
    scripts: ['signIn'],
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: 'code', say }]} />}
        <h1>填验证码</h1>
        <p>
          {maskPhone(phone)}{' '}
          在村里登记过的话，马上会收到一条短信。没有收到，过一分钟再试；还没有，过一小时再试，或者找代办员核对手机号。
        </p>
        {demoCode && (
          <p class="note">
            演示：短信没有真的发出，验证码是 <b class="mono">{demoCode}</b>
          </p>
        )}
        <form method="post" action="/my/sign-in" data-once>
          <Field
            name="code"
            label="短信里的 6 位数字"
            error={say}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxLength={10}
            required
            help="不要告诉别人。工作人员不会向您要验证码。"
          />
          <p class="do">
            <button class="press" type="submit">
              登录
            </button>
          </p>
        </form>
        <p>
          <a href={back}>手机号填错了，或者要重新获取</a>
        </p>
      </div>
    ),
  }
}

/** Several people share the telephone. */
export function choosePage({ people, say }: { people: readonly OnPhone[]; say?: string | undefined }): Shown {
  return {
    title: '您是哪一位',
    status: say ? 422 : 200,
    scripts: ['signIn'],
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: `resident-${people[0]?.id ?? ''}`, say }]} />}
        <h1>您是哪一位</h1>
        <form method="post" action="/my/who" data-once>
          <Choices
            name="resident"
            legend="这个手机号登记了几个人"
            value=""
            error={say}
            choices={people.map((p) => ({ value: p.id, text: p.name, help: p.village }))}
          />
          <p class="do">
            <button class="press" type="submit">
              登录
            </button>
          </p>
        </form>
        <p class="quiet">请选自己。这个手机号也是别人在用的，别人登录也能选您的名字。</p>
      </div>
    ),
  }
}
