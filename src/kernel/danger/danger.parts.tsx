/**
 * The two questions under a text box, hidden until they are due; the site's script (web/scripts/danger.ts) shows them
 * while one types.
 */
import type { Rules } from '../rules/rules.ts'
import { ownNumberIn } from '../guard/index.ts'
import { scriptPath } from '../../web/assets.ts'
import { emergencies, emergencyNumbers, tickOf, urgentIn, urgentWords, type Emergency } from './danger.ts'

/** Before anything was read: what the script in the page knows to look for. */
export const idOrCard = '身份证号或者银行卡号'

/** The box of that question, and the script that knows what to ask about. */
export const numbersBoxOf = () => ({ 'data-eye': scriptPath('numbers'), 'data-numbers-box': true })

type Props = {
  rules: Pick<Rules, 'find'>
  /** What stands in the text boxes of this form. */
  written: string
  /** As posted; its ticks are kept. */
  typed?: Readonly<Record<string, unknown>>
  /** Of several forms of a page, this one. */
  form?: string
  /** What goes on after the call. */
  goOn?: string
}

export function Careful({ rules, written, typed = {}, form = '', goOn = '继续提交' }: Props) {
  const number = ownNumberIn(written)
  return (
    <>
      <Danger
        rules={rules}
        shown={urgentIn(written, rules).length > 0}
        called={typed[tickOf('urgent', form)] === 'seen'}
        name={tickOf('urgent', form)}
        goOn={goOn}
      />
      <div class="note" role="alert" {...numbersBoxOf()} hidden={number === undefined}>
        <p>
          <b>您写到了{number ?? idOrCard}</b>，办这件事一般用不着，请删去。
        </p>
        <Seen
          name={tickOf('numbers', form)}
          checked={typed[tickOf('numbers', form)] === 'seen'}
          text="确实要写，只给办理的人看"
        />
      </div>
    </>
  )
}

/** Danger to life: whom to call, and a tick that one has called. `shown`: words of danger stand in the text. */
export function Danger({
  rules,
  shown,
  called,
  name = 'urgent',
  goOn,
}: Pick<Props, 'rules'> & { shown: boolean; called: boolean; name?: string; goOn: string }) {
  const numbers = emergencyNumbers(rules)
  return (
    <div class="errors" role="alert" data-urgent-box={urgentWords(rules).join(' ')} hidden={!shown}>
      <h2>有危险，请先打电话</h2>
      <p class="do">
        {Object.entries(emergencies).map(([code, what]) => (
          <a class="press" key={code} href={`tel:${numbers[code as Emergency]}`}>
            {numbers[code as Emergency]} {what}
          </a>
        ))}
      </p>
      <p>这里不是报警电话，不能马上派人。</p>
      <Seen name={name} checked={called} text={`我已经打过了，${goOn}`} />
    </div>
  )
}

const Seen = ({ name, checked, text }: { name: string; checked: boolean; text: string }) => (
  <label class="choice">
    <input type="checkbox" name={name} value="seen" checked={checked} id={name} />
    <span>{text}</span>
  </label>
)
