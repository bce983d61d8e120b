/** "查有没有改过": the proof in plain words, for the eye, for the browser to compute, and for the download. */
import { sayTime } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { fromUtf8 } from '../../../kernel/ledger/bytes.ts'
import { latestCheckpoint, leavesOf, proofsOf } from '../../../kernel/ledger/queries.ts'
import type { NoticeEvidence } from '../../../kernel/ledger/browser/index.ts'
import { Facts } from '../../../web/facts.tsx'
import type { Db } from '../../../platform/db.ts'
import { addressesOf } from './notice.links.ts'
import { findNotice } from './notice.read.ts'
import { toldOf } from './untouched.ts'
import { titleOf } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'

export async function proofPage(visit: Visit, code: string, version: number | undefined): Promise<Shown> {
  const { notice: n } = await findNotice(visit, code, version)
  const title = titleOf(visit.frame, n)
  const query = version === undefined ? '' : `?v=${version}`
  const to = addressesOf(n)
  return {
    title: `查有没有改过：${title}`,
    noindex: true,
    fleeting: n.leaf_position === null,
    scripts: ['proof'],
    crumbs: [{ href: to.self, text: title }],
    body: (
      <div class="text">
        <h1>查有没有改过</h1>
        <p>
          {n.place_name}：{title}，第 {n.version} 版。
        </p>
        {n.leaf_position === null ? (
          <p class="note">这一版刚公开，正在存证，一般一秒钟内完成。请过一会儿刷新。</p>
        ) : (
          <div class="panel" data-verify={`${to.self}/evidence.json${query}`} hidden>
            <p>按一下，您的手机会自己把内容、存证和签名重新算一遍，不用相信本站的话。</p>
            <p class="do">
              <button type="button" class="press">
                现在核对
              </button>
            </p>
            <p role="status" />
            <ul class="steps" />
          </div>
        )}
        <h2>凭什么说没有改过</h2>
        <p>
          公开的那一刻，系统给{n.content_commitment === null ? '内容' : '内容、经办人和日期'}
          算出一串“指纹”，记进公开存证。存证一条接一条连在一起，旧的改一个字，后面就全对不上，谁都能发现。别的单位也可以保存和见证它。
        </p>
        <Facts
          facts={[
            { label: '记入时间', value: sayTime(n.published_at, true) },
            {
              label: '存证里的位置',
              value: n.leaf_position === null ? '正在存证' : `第 ${(n.leaf_position + 1).toLocaleString('en')} 条`,
            },
            { label: '这一版的指纹', value: <span class="mono">{n.commitment}</span> },
          ]}
        />
        {n.leaf_position !== null && (
          <p>
            下载凭据，离线也能核对：
            <a href={`/d/${n.code}.tlog-proof${query}`} download>
              {n.code}.tlog-proof
            </a>
            {'　'}
            <a href={`${to.self}/evidence.json${query}`}>核对用的全部数据</a>
          </p>
        )}
        {n.content === null && <p class="quiet">内容不公开展示，所以这里只能核对它什么时候公开、排在第几条。</p>}
        <p>
          <a href="/log">公开存证是什么</a>
        </p>
      </div>
    ),
  }
}

/** Everything a browser needs to check a version by itself. */
export async function evidenceOf(
  db: Db,
  visit: Visit,
  vkey: string,
  code: string,
  version: number | undefined,
): Promise<NoticeEvidence> {
  const { notice: n } = await findNotice(visit, code, version)
  const { entry, proof } = await proofOf(db, n)
  return { ...toldOf(n), entry, proof, vkey }
}

/** The `.tlog-proof` text of a version's leaf against the newest checkpoint, and its entry. 404 until it is sealed. */
export async function proofOf(
  db: Db,
  n: { notice_id: string; leaf_id: string },
): Promise<{ entry: string; proof: string }> {
  const [leaves, proofs] = [
    await leavesOf(db, n.notice_id),
    await proofsOf(db, [n.leaf_id], await latestCheckpoint(db)),
  ]
  const leaf = leaves.find((l) => l.id === n.leaf_id)
  const entry = leaf && fromUtf8(new Uint8Array(leaf.entry))
  const proof = proofs.get(n.leaf_id)
  if (entry === undefined || proof === undefined) throw notFound('这一版还在存证，请过几秒再试。')
  return { entry, proof }
}
