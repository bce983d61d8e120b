/**
 * Reporting a cadre's misconduct: the telephone first; then a form that is sealed in the browser before anything leaves
 * it (CAUTIONS 5).
 */
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { sayTime } from '../../../platform/clock.ts'
import { toBase64url } from '../../../kernel/ledger/bytes.ts'
import { Field, Select } from '../../../web/field.tsx'
import { states, type State } from './accusations.schema.ts'
import { fingerprint } from './envelope.ts'
import { accuseHref } from '../addresses.ts'
import { accusationKeysQ, type AccusationKey } from './accuse.queries.ts'
import type { Shown, Visit } from '../site.ts'

export async function accusePage(visit: Visit): Promise<Shown> {
  const keys = await accusationKeysQ(visit.db)
  const hotline = String(visit.frame.rules.find('report.hotline.discipline')?.value ?? '12388')
  return {
    title: '举报党员、干部违纪违法',
    noindex: true,
    fleeting: true,
    personal: true,
    scripts: ['accuse'],
    crumbs: [{ href: '/', text: visit.frame.county }],
    body: (
      <div class="text">
        <h1>举报党员、干部违纪违法</h1>
        <p class="note">
          请先打{' '}
          <a href={`tel:${hotline}`}>
            <b>{hotline}</b>
          </a>
          （纪检监察举报电话），也可以到县纪委监委当面说、写信。贪污、受贿、挪用、欺压群众这类事，都由纪检监察机关管。
        </p>
        <p>
          办事拖拉、态度不好、名单有错，不算违纪举报，请到<a href="/reports/new">反映问题</a>里写，办得更快。
        </p>
        {keys.length === 0 ? (
          <p>县纪委监委还没有开通网上举报，请打电话或当面反映。</p>
        ) : (
          <Sealed
            keys={keys}
            rules={visit.frame.rules}
            mb={Number(visit.frame.rules.find('accusation.mb')?.value ?? 10)}
            most={Number(visit.frame.rules.find('accusation.filesMost')?.value ?? 4)}
          />
        )}
      </div>
    ),
  }
}

type SealedProps = { keys: readonly AccusationKey[]; mb: number; most: number; rules: Pick<Rules, 'find'> }

function Sealed({ keys, mb, most, rules }: SealedProps) {
  return (
    <>
      <h2>网上加密举报</h2>
      <p>
        您写的内容在这部手机上就加了密，只有纪检机关拿自己的钥匙才能打开。村里、乡镇、平台的管理员都看不到，也不知道有这件举报。
      </p>
      <p data-cannot>{'这个页面要用能加密的浏览器，网址要以 https 开头。现在不能加密，所以不能提交，请打电话反映。'}</p>
      <form data-accuse data-mb={mb} data-files-most={most} hidden novalidate>
        {keys.length === 1 ? (
          <p class="quiet">
            送给：{keys[0]!.place}纪检监察机关
            <input type="hidden" name="office" value={keys[0]!.id} data-key={toBase64url(keys[0]!.public_key)} />
          </p>
        ) : (
          <Select
            name="office"
            label="送给哪里的纪检监察机关"
            value=""
            empty="请选择"
            groups={[
              {
                label: '',
                options: keys.map((k) => ({ value: `${k.id} ${toBase64url(k.public_key)}`, text: k.place })),
              },
            ]}
          />
        )}
        <Field name="about" label="举报谁" maxLength={200} autocomplete="off" help="姓名、单位、职务。" />
        <Field
          name="text"
          label="什么事"
          rows={8}
          maxLength={10_000}
          help="什么时候、在哪里、做了什么、您怎么知道的。"
        />
        <Field name="evidence" label="还有什么证据、谁知道（可以不填）" rows={3} maxLength={3_000} />
        <Careful rules={rules} written="" />
        <div class="field">
          <label for="proofs">照片（可以不传）</label>
          <p class="help" id="proofs-help">
            最多 {most} 张，加起来不超过 {mb} MB，和文字一起加密。照片里的拍摄地点会去掉。
          </p>
          <input type="file" id="proofs" multiple accept="image/*" aria-describedby="proofs-help" />
          <ul class="plain" data-proofs />
        </div>
        <Field
          name="name"
          label="您的姓名（可以不填）"
          maxLength={40}
          autocomplete="off"
          help="实名举报优先办理。姓名和电话另外加密，纪检机关要看，必须写明理由并留下记录。"
        />
        <Field name="phone" label="您的电话（可以不填）" maxLength={30} autocomplete="off" inputmode="tel" />
        <p class="quiet">这一页不在手机里留底。没提交就关掉，写的内容就没有了。用公用的电脑，提交完请关掉浏览器。</p>
        <p role="status" data-status />
        <p class="do">
          <button class="press" type="submit">
            加密并提交
          </button>
        </p>
      </form>
      <section class="panel receipt" data-accused hidden aria-label="回执" tabIndex={-1}>
        <h2>收到了</h2>
        <dl>
          <dt>编号</dt>
          <dd class="mono" data-code />
          <dt>六位数字</dt>
          <dd class="mono" data-digits />
        </dl>
        <p>
          <b>请抄下来或截图，离开这一页就不再显示。</b>在“<a href="/reports">用回执查结果</a>
          ”里填上，能看到办到哪一步。六位数字不要给别人。
        </p>
      </section>
      {keys.map((k) => (
        <p key={k.id} class="quiet small">
          {keys.length > 1 && k.place}钥匙指纹：<span class="mono">{fingerprint(k.id)}</span>（{sayTime(k.set_at, true)}{' '}
          启用）。可以打电话和纪检机关核对。
        </p>
      ))}
    </>
  )
}

/** How far an accusation is, for whoever holds its receipt; nothing of what it says. */
export function accusationPage(found: { state: State; at: Date; receivedAt: Date }, hotline: string): Shown {
  return {
    title: '举报办到哪一步',
    noindex: true,
    fleeting: true,
    personal: true,
    crumbs: [{ href: '/reports', text: '用回执查结果' }],
    body: (
      <div class="text">
        <h1>举报办到哪一步</h1>
        <section class="panel state" aria-label="现在的情况">
          <p class="lead">{states[found.state]}</p>
          <p>
            {sayTime(found.receivedAt, true)} 收到
            {found.state === 'received' ? '。' : `，${sayTime(found.at, true)} 登记为“${states[found.state]}”。`}
          </p>
        </section>
        <p>
          内容加了密，这里看不到。要补充，请<a href={accuseHref}>再写一件</a>，写上原来的编号；也可以打{' '}
          <a href={`tel:${hotline}`}>{hotline}</a>。
        </p>
      </div>
    ),
  }
}
