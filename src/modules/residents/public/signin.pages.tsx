/** The forms for signing in; they work without a script. */
import { maskPhone } from '../../../kernel/forms/masks.ts'
import type { OnPhone } from '../../../kernel/residents/signin.ts'
import { Choices, ErrorSummary, Field } from '../../../web/field.tsx'
import type { Shown } from '../../disclosure/public/site.ts'

/** Telephones of the demo's people. */
export const demoPhones = [['13800000001', '柳湾村村民'], ['13800000002', '柳湾村党员'], ['13800000003', '一家人共用一个手机号']] as const

export function phonePage({ to, demo, typed = '', say }: { to: string; demo: boolean; typed?: string; say?: string }): Shown {
  return {
    title: '村民登录', status: say ? 422 : 200,
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: 'phone', say }]} />}
        <h1>村民登录</h1>
        <p>村里的公开不用登录就能看。只给本村村民、党员看的内容，登录后能看。</p>
        <form method="post" action="/my/code">
          <input type="hidden" name="to" value={to} />
          <Field name="phone" label="您的手机号" value={typed} error={say} autocomplete="tel" maxLength={20} required help="要是村里登记过的手机号。换了号、没登记，请带身份证找代办员，或者用家里收到的邀请条。" />
          <p class="do"><button class="press" type="submit">获取验证码</button></p>
        </form>
        {demo && <div class="note"><p>演示：短信不会真的发出。可以用这些手机号试：</p><ul>{demoPhones.map(([phone, who]) => <li key={phone}><b class="mono">{phone}</b> {who}</li>)}</ul></div>}
      </div>
    ),
  }
}

type CodeProps = { action: string; phone: string; hidden: Record<string, string>; demoCode?: string | undefined; say?: string }

export function codePage({ action, phone, hidden, demoCode, say }: CodeProps): Shown {
  return {
    title: '填验证码', status: say ? 422 : 200,
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: 'code', say }]} />}
        <h1>填验证码</h1>
        <p>{maskPhone(phone)} 在村里登记过的话，马上会收到一条短信。没有收到，过一分钟再试，或者找代办员核对手机号。</p>
        {demoCode && <p class="note">演示：短信没有真的发出，验证码是 <b class="mono">{demoCode}</b></p>}
        <form method="post" action={action}>
          <input type="hidden" name="phone" value={phone} />
          {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <Field name="code" label="短信里的 6 位数字" error={say} autocomplete="one-time-code" maxLength={10} required help="不要告诉别人。工作人员不会向您要验证码。" />
          <p class="do"><button class="press" type="submit">登录</button></p>
        </form>
        <p><a href="/my/sign-in">重新获取</a></p>
      </div>
    ),
  }
}

/** Several people share the telephone. */
export function choosePage({ phone, code, to, people }: { phone: string; code: string; to: string; people: readonly OnPhone[] }): Shown {
  return {
    title: '您是哪一位',
    body: (
      <div class="text">
        <h1>您是哪一位</h1>
        <form method="post" action="/my/sign-in">
          <input type="hidden" name="phone" value={phone} /><input type="hidden" name="code" value={code} /><input type="hidden" name="to" value={to} />
          <Choices name="resident" legend="这个手机号登记了几个人" value="" choices={people.map((p) => ({ value: p.id, text: p.name, help: p.village }))} />
          <p class="do"><button class="press" type="submit">登录</button></p>
        </form>
      </div>
    ),
  }
}
