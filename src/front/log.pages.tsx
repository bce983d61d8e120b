/** The public log in plain words, with its latest state and its witnesses. */
import { Fold } from '../web/less.tsx'
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { sayTime } from '../platform/clock.ts'
import { latestCheckpoint, type SealedCheckpoint } from '../kernel/ledger/queries.ts'
import type { Db } from '../platform/db.ts'
import { Facts } from '../web/facts.tsx'
import { Field } from '../web/field.tsx'
import { toBase64 } from '../kernel/ledger/bytes.ts'
import { statement } from '../kernel/site/statement.ts'

type Witness = { name: string; size: number; cosigned_at: Date }
const witnessesQ = statement<Witness>(
  'witnesses',
  `SELECT DISTINCT ON (name, key_hash) name, size, cosigned_at FROM public_ledger_cosignatures ORDER BY name, key_hash,
    size DESC`,
)

export async function logPage(visit: Visit, db: Db, vkey: string): Promise<Shown> {
  const [signed, witnesses] = [await latestCheckpoint(db), await witnessesQ(visit.db)]
  return {
    title: '公开存证',
    fleeting: true,
    scripts: ['log'],
    description: '每一项公开都有存证，谁都可以查有没有改过。',
    crumbs: [{ href: '/', text: visit.frame.county }],
    body: (
      <div class="text">
        <h1>公开存证</h1>
        <p>
          村里公开的每一项内容、每一次更正、撤回和答复，都在这里留一条记录。记录一条接一条连在一起，像糖葫芦串：旧的改掉一个字，后面的就全对不上。所以谁也不能悄悄改。
        </p>
        <p>记录里没有人名、金额这些内容，只有内容的“指纹”。内容撤回以后，别人也不能从指纹猜出原文。</p>
        <h2>怎样查</h2>
        <p>
          打开任何一项公开，按“查有没有改过”。您的手机会自己重新算一遍，不用相信本站的话。纸上的公开和回执，
          <a href="/check">拍下面的二维码核对</a>，没有网也行。
        </p>
        <h2>现在到哪里了</h2>
        {signed ? <Latest signed={signed} /> : <p>还没有记录。</p>}
        <Fold title="谁在旁边看着">
          {witnesses.length === 0 ? (
            <p>
              还没有别的单位见证。图书馆、学校、邻县都可以来见证：定期取走最新一条，签上名，就能防止有人把整本存证换掉。
            </p>
          ) : (
            <ul>
              {witnesses.map((w) => (
                <li key={w.name}>
                  {w.name}：{sayTime(w.cosigned_at, true)}见证到第 {w.size.toLocaleString('en')} 条
                </li>
              ))}
            </ul>
          )}
        </Fold>
        <h2>以前的记录都还在吗</h2>
        <p id="last-visit" role="status">
          您的浏览器会记住这次看到的最后一条；下次再来，就自动核对旧的有没有被动过。
        </p>
        <div id="consistency" hidden>
          <p>手里有以前保存的检查点，也可以贴在这里核对：</p>
          <Field name="old-checkpoint" label="以前的检查点" rows={5} />
          <p class="do">
            <button type="button" class="press second">
              核对
            </button>
          </p>
          <p role="status" />
        </div>
        <Fold title="给技术人员">
          <p>
            存证按 C2SP 的 <span class="mono">tlog-tiles</span>、<span class="mono">tlog-checkpoint</span>{' '}
            规范公开，任何支持它的工具都能读：<a href="/log/checkpoint">/log/checkpoint</a>，
            <a href="/log/key">/log/key</a>，<span class="mono">/log/tile/…</span>，
            <span class="mono">/log/tile/entries/…</span>。公钥：
          </p>
          <pre tabIndex={0}>{vkey}</pre>
          {signed && (
            <details>
              <summary>最新检查点原文</summary>
              <pre tabIndex={0} id="checkpoint">
                {signed.note}
              </pre>
            </details>
          )}
        </Fold>
      </div>
    ),
  }
}

function Latest({ signed }: { signed: SealedCheckpoint }) {
  return (
    <Facts
      facts={[
        { label: '一共', value: `${signed.size.toLocaleString('en')} 条` },
        { label: '最后记入', value: sayTime(signed.sealedAt, true) },
        { label: '总指纹', value: <span class="mono">{toBase64(new Uint8Array(signed.root))}</span> },
      ]}
    />
  )
}
