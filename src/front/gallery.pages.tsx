/** The kit's parts with made-up examples, to look at them all at once. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { Card, Tag } from '../web/card.tsx'
import { Chart } from '../web/chart.tsx'
import { Facts } from '../web/facts.tsx'
import { Fold } from '../web/less.tsx'
import { Choices, ErrorSummary, Field, Tick } from '../web/field.tsx'
import { Hands } from '../web/hands.tsx'
import { Meter } from '../web/meter.tsx'
import { Pager } from '../web/pager.tsx'
import { Proof } from '../web/proof.tsx'
import { Qr } from '../web/qr.tsx'
import { Row, Rows } from '../web/list.tsx'
import { Table } from '../web/table.tsx'

const columns = [
  { key: 'day', label: '日期', kind: 'day' as const },
  { key: 'what', label: '摘要' },
  { key: 'who', label: '经手人' },
  { key: 'in', label: '收入（元）', kind: 'number' as const },
  { key: 'out', label: '支出（元）', kind: 'number' as const },
]
const rows = [
  { day: '9-03', what: '东塘水面承包费（2026 年度）', who: '例一', in: '18,000.00', out: '' },
  { day: '9-08', what: '路灯维修材料', who: '例二', in: '', out: '1,260.00' },
  {
    day: '9-15',
    what: '一个特别长的摘要，用来看换行：三季度保洁员劳务、垃圾清运车租用和公共厕所维护三项合并支付',
    who: '例三·阿卜杜热合曼',
    in: '',
    out: '5,400.00',
  },
]

export function galleryPage(visit: Visit): Shown {
  return {
    title: '样例',
    noindex: true,
    crumbs: [{ href: '/', text: visit.frame.county }],
    body: (
      <>
        <h1>页面零件样例</h1>
        <p>给做网页的人看：每个零件长什么样。名字和数字都是编的。</p>
        <Fold first title="状态">
          <section class="panel state" aria-label="样例状态">
            <p class="lead">9 月应公开 41 项，已公开 38 项</p>
            <Meter total={41} done={38} late={1} label="38 项已公开，1 项逾期，2 项没到期" />
            <p>
              <Card kind="late" /> 应在 9 月 8 日前公开，已逾期 3 天
            </p>
            <p>
              <Card kind="soon" /> 还剩 2 天
            </p>
          </section>
        </Fold>
        <Fold first title="按钮和提示">
          <p class="do">
            <a class="press" href="/gallery">
              主要的
            </a>
            <a class="press second" href="/gallery">
              次要的
            </a>
          </p>
          <div class="note">
            <p>
              <b>这是更正后的第 2 版。</b>更正原因：金额抄错一位。
            </p>
          </div>
          <Proof>
            <p>
              <b>自公开以来没有改动。</b>记入公开存证第 18,204 条。
            </p>
          </Proof>
        </Fold>
        <Fold first title="列表">
          <Rows label="样例列表">
            <Row
              href="/gallery"
              what={
                <>
                  三季度承包租赁情况 <Tag text="第 2 版" />
                </>
              }
              when="9 月 6 日"
            />
            <Row what="没有链接的一行" when="9 月 5 日" more="多说一句" />
          </Rows>
          <Pager page={2} pages={5} href={() => '/gallery'} what="样例" />
        </Fold>
        <Fold first title="表格">
          <Table caption="样例表格" columns={columns} rows={rows} totals={{ in: '18,000.00', out: '6,660.00' }} />
          <Facts
            facts={[
              { label: '上月结余', value: '42,318.60', number: true },
              { label: '本月结余', value: '53,658.60', number: true, sum: true },
              { label: '说明', value: '一段文字。' },
            ]}
          />
          <Chart
            caption="近三个月的收入和支出（元）"
            first="月份"
            series={[
              { label: '收入', tone: 'in' },
              { label: '支出', tone: 'out' },
            ]}
            rows={[7, 8, 9].map((m) => ({
              label: `${m} 月`,
              values: [
                { value: m * 900, text: `${m * 900}` },
                { value: m * 400, text: `${m * 400}` },
              ],
            }))}
          />
        </Fold>
        <Fold first title="经手的人">
          <Hands
            hands={[
              {
                step: '编制',
                name: '例一',
                post: '村务公开专职人员',
                place: '样例村',
                at: '10 月 9 日 15:40',
                deputyFor: '',
                comment: '',
              },
              {
                step: '审查',
                name: '例二',
                post: '村务监督委员会主任',
                place: '样例村',
                at: '10 月 10 日 10:02',
                deputyFor: '例四',
                comment: '同意',
              },
            ]}
          />
        </Fold>
        <Fold first title="表单">
          <ErrorSummary errors={[{ field: 'sample', say: '请写清楚您想问什么' }]} />
          <form method="get" action="/gallery">
            <Field
              name="sample"
              label="想问什么"
              rows={4}
              value="写"
              error="请写清楚您想问什么，至少 4 个字"
              help="请不要写身份证号。"
            />
            <Choices
              name="choice"
              legend="您想说的是"
              value="a"
              choices={[
                { value: 'a', text: '我有疑问', help: '送给村里答复' },
                { value: 'b', text: '内容不真实' },
              ]}
            />
            <Tick name="tick" label="公开显示时带上我的姓名" checked />
            <button class="press" type="submit">
              提交
            </button>
          </form>
        </Fold>
        <Fold first title="二维码">
          <Qr text="https://example.cn/d/K86679AXXV/proof" label="样例二维码" />
        </Fold>
      </>
    ),
  }
}
