/** One use of the demo's village seal, as far as it has come. */
import { rows, sql, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { dayOf } from '../platform/clock.ts'
import { actorOf } from '../kernel/people/actor.ts'
import type { DemoSeal } from './content/index.ts'
import { askSeal, decideSeal, stampSeal } from '../modules/powers/seals/seals.ts'
import { fileOf, morning, type Play } from './powers.play.ts'
import { hoursOf } from './reports.more.ts'

/** Asked by the agent, approved by who leads the village, stamped by the keeper with the drawn sheet as photo. */
export async function playSeal(
  tx: Tx,
  { place, sheet, now }: Pick<Play, 'world' | 'place' | 'sheet' | 'now'>,
  told: DemoSeal,
): Promise<void> {
  const who = async (f: string) => {
    const [found] = await rows(
      tx,
      sql<{
        person_id: string
      }>`
        SELECT a.person_id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        WHERE a.region_id = ${place.id} AND k.function = ${f} AND a.to_on IS NULL
        ORDER BY a.id
        LIMIT 1`,
    )
    return found && actorOf(tx, found.person_id, dayOf(now.at))
  }
  const [agent, director, keeper] = [await who('agent'), await who('director'), await who('drafter')]
  if (!agent || !director || !keeper) return
  const { told: asked, ctxAt } = hoursOf(
    told.days === 0 ? now.at.getTime() - 3_600_000 : morning(now.at, told.days),
    now,
  )
  const { id } = await askSeal(
    tx,
    agent,
    {
      place: place.slug,
      seal: '村民委员会印章',
      paper: told.paper,
      reason: told.reason,
      copies: told.copies,
      askerKind: told.asker,
      askerName: told.name,
      key: newId(),
    },
    asked,
  )
  if (told.upTo === 'asked') return
  await decideSeal(
    tx,
    director,
    id,
    told.upTo === 'refused' ? 'refuse' : 'approve',
    told.upTo === 'refused' ? '申请表没有填完整，请补好再来。' : '',
    ctxAt(3),
  )
  if (told.upTo !== 'stamped') return
  const ctx = ctxAt(5)
  const file = await fileOf(tx, sheet, {
    name: '用章登记页.png',
    region: place.id,
    by: keeper.personId,
    open: false,
    now: ctx.now,
  })
  await stampSeal(tx, keeper, id, { on: dayOf(ctx.now), file }, ctx)
}
