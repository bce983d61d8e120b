/** The register of a village's seals: what was stamped, why, who approved, who stamped. No villager is named. */
import { refusedHref, getVillage } from '../../services/index.ts'
import { sayDay } from '../../../platform/clock.ts'
import { statement } from '../../../kernel/site/statement.ts'
import { powersHref, sealsHref } from '../addresses.ts'
import type { PowersVisit, Shown } from '../site.ts'

type Use = {
  code: string
  seal: string
  paper: string
  reason: string
  copies: number
  asker_kind: keyof typeof askers
  asker: string
  stamped_on: string
  keeper_name: string
  keeper_post: string
  approver_name: string
  approver_post: string
  sheet_sha256: string
  leaf: number | null
}
const askers = { villager: '本村村民', staff: '村干部', unit: '' } as const
const usesQ = statement<Use>(
  'powers.seals',
  "SELECT code, seal, paper, reason, copies, asker_kind, asker, stamped_on, keeper_name, keeper_post, approver_name, approver_post, sheet_sha256, leaf FROM public_seal_uses WHERE region_id = $1 AND (at, code) < (coalesce((SELECT at FROM public_seal_uses WHERE region_id = $1 AND code = $2), 'infinity'), $2) ORDER BY at DESC, code DESC LIMIT 51",
)

/** `after`: code of the last one seen. */
export async function sealsPage(visit: PowersVisit, slug: string, after: string): Promise<Shown> {
  const village = await getVillage(visit.db, slug)
  const uses = await usesQ(visit.db, village.id, after)
  return {
    title: `用章登记 · ${village.name}`,
    fleeting: uses.some((u) => u.leaf === null),
    crumbs: [
      { href: `/v/${village.slug}`, text: village.name },
      { href: powersHref(slug), text: '权力清单' },
    ],
    description: `${village.name}的公章什么时候盖过、盖在什么上面、谁批的、谁盖的。`,
    body: (
      <>
        <h1>{village.name}用章登记</h1>
        <p>公章盖过一次，这里就有一条：盖在什么上面、做什么用、谁批的、谁盖的。申请人是村民的，不公开姓名。</p>
        <p>
          <a href={refusedHref(slug)}>有 20 种证明村里不开、不盖章，看看找谁办</a>
        </p>
        {uses.length === 0 ? (
          <p class="quiet">还没有登记。</p>
        ) : (
          <ul class="papers">
            {uses.slice(0, 50).map((u) => (
              <One key={u.code} u={u} />
            ))}
          </ul>
        )}
        <p>
          {after !== '' && <a href={sealsHref(slug)}>第一页</a>}
          {uses.length > 50 && (
            <>
              {'　'}
              <a href={`${sealsHref(slug)}?page=${uses[49]!.code}`}>下一页</a>
            </>
          )}
        </p>
      </>
    ),
  }
}

function One({ u }: { u: Use }) {
  return (
    <li>
      <b>{u.paper}</b>
      {u.copies > 1 && `（${u.copies} 份）`}
      <span class="looks">
        {sayDay(u.stamped_on, true)}盖{u.seal}。用途：{u.reason}
      </span>
      <span class="looks">
        申请：{u.asker_kind === 'unit' ? u.asker : askers[u.asker_kind]}。批准：{u.approver_post}
        {u.approver_name}。盖章：{u.keeper_post}
        {u.keeper_name}。
      </span>
      <span class="quiet small">
        登记页照片封存，指纹 <span class="mono">{u.sheet_sha256.slice(0, 16)}…</span>。
        {u.leaf === null ? '正在记入公开存证。' : `公开存证第 ${(u.leaf + 1).toLocaleString('en')} 条。`}
      </span>
    </li>
  )
}
