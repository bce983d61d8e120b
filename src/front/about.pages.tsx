/** What this site is, the rules in force in sentences with their articles, privacy, accessibility. */
import { Fold } from '../web/less.tsx'
import { sayCite } from '../kernel/rules/cite.ts'
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { sayDay } from '../platform/clock.ts'
import type { Rule } from '../kernel/rules/rules.ts'

const units: Record<string, string> = {
  calendarDay: '天',
  workDay: '个工作日',
  minute: '分钟',
  hour: '小时',
  month: '个月',
  year: '年',
  percent: '%',
  count: '次',
  dayOfMonth: '日',
  monthDay: '',
  clock: '',
  choice: '',
}
const values: Record<string, string> = {
  quarterly: '每季度',
  monthly: '每月',
  atOnce: '及时',
  halfYearly: '每半年',
  township: '乡镇或县里',
  village: '本村页面',
  internal: '内部',
  true: '是',
  false: '否',
}

export function aboutPage(visit: Visit): Promise<Shown> {
  const f = visit.frame
  return Promise.resolve({
    title: '关于本站',
    crumbs: [{ href: '/', text: f.county }],
    body: (
      <>
        <div class="text">
          <h1>关于本站</h1>
          <p>
            这里公开{f.county}
            各村（社区）的党务、村务、财务，和乡镇、部门有关村里的事。该公开的事项由目录自动生成，到期没有公开的，网页上自己会显示出来。
          </p>
          <p>看公开不收费，不用登录，不用装软件。没有手机的，可以看村里的公开栏，也可以请村务公开专职人员打印。</p>
          <h2>有话要说</h2>
          <ul>
            <li>对某项公开有疑问、有异议：打开那一项，按“我有疑问”。公布期内随时可以问。</li>
            <li>
              该公开没有公开：打开<a href="/missing">哪些还没公开</a>
              ，找到那一项，按“反映没有公开”。由乡镇或县里办理，不由村里自己处理。
            </li>
            <li>反映干部违纪违法：打 12388，或到县纪委监委反映。</li>
          </ul>
          <Fold title="个人信息">
            <ul>
              <li>
                看网页不记您是谁，只记每页被看过几次。大字版和您常看的村，用小标记（cookie）记在这台设备上，不含个人信息。
              </li>
              <li>
                身份证号、个人电话、银行卡号、住址不会出现在公开的网页、表格和附件里；名单里涉及家庭情况的，只给本村村民或党员看。
              </li>
              <li>有人名的公开，公布期满就撤下；不让搜索网站收录。</li>
              <li>您提问时留的姓名和联系方式，只给办理的人看；要公开显示姓名，须您同意并经过审核。</li>
            </ul>
          </Fold>
          <Fold title="无障碍">
            <p>
              按《无障碍环境建设法》和适老化规范设计：右上角可以换大字版；大字版里每页可以朗读；全部功能用键盘可以操作；读屏软件可以逐行读表格；不弹窗，没有广告。看不清、用不了的地方，请告诉
              {f.footer.operator ?? f.footer.sponsor ?? `${f.is}里`}
              {f.footer.phone && (
                <>
                  （<a href={`tel:${f.footer.phone}`}>{f.footer.phone}</a>）
                </>
              )}
              。
            </p>
          </Fold>
          <Fold title="期限和天数是怎么定的">
            <p>
              多少天公开、多少天答复、贴多少天，都有依据，改了会写明从哪天起。每一项公开的页面上，按“为什么要公开”可以看到它自己的依据。
            </p>
            <Sentences heading="法律法规定的" rules={rulesOf(f, 'law')} frame={f} />
            <Sentences heading={`本${f.is}承诺的`} rules={rulesOf(f, 'promise')} frame={f} />
          </Fold>
          <Fold title="公开了多少">
            <p>
              每个月公开、更正、撤回了多少项，网页被看过几次，谁都可以<a href="/figures">看数字</a>；不打分，不排名次。
            </p>
          </Fold>
        </div>
      </>
    ),
  })
}

/** Rules of a kind whose figure can be said in a sentence: numbers with a unit, and choices that have words. */
const rulesOf = (frame: Visit['frame'], kind: Rule['kind']): Rule[] =>
  frame.rules.all().filter((r) => r.kind === kind && saidOf(r, frame) !== undefined)

/** "15 天", "每季度"; nothing where only staff would understand it. */
function saidOf(r: Rule, { whole }: Visit['frame']): string | undefined {
  const text = String(r.value)
  if (text === 'county') return whole
  const said = values[text]
  if (said !== undefined) return said
  const unit = units[r.unit]
  return /^\d+(\.\d+)?$/.test(text) && unit !== undefined && unit !== '' ? `${text} ${unit}` : undefined
}

/** Folded: one sentence for each, with the article on which it rests. */
function Sentences({ heading, rules, frame }: { heading: string; rules: readonly Rule[]; frame: Visit['frame'] }) {
  if (rules.length === 0) return null
  return (
    <details data-printed="true">
      <summary>
        {heading}（{rules.length} 条）
      </summary>
      <ul>
        {rules.map((r) => (
          <li key={r.code}>
            {r.name}：{saidOf(r, frame)}，{sayCite(`${r.citation}${r.article}`)}，{sayDay(r.effective_from, true)}
            起执行。
          </li>
        ))}
      </ul>
    </details>
  )
}
