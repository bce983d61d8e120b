/**
 * What stands beside the form of a report: what happens next and by when, whom to call instead, who reads it. The
 * steps and their limits are those by which such a report is handled.
 */
import { sayLimit } from '../../../kernel/cases/explain.ts'
import type { Step } from '../../../kernel/cases/procedure.ts'
import { limitOfRule } from '../../../kernel/cases/times.ts'
import { emergencyNumbers } from '../../../kernel/danger/danger.ts'
import { whoHolds, type Held } from '../../../kernel/people/holding.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { guangshan, ninghai } from '../reports.procedure.ts'
import type { Visit } from '../site.ts'
import type { SendingPlace } from './place.queries.ts'

/** Which way a usual report of the county goes first (rule report.intake). */
const procedureHere = (visit: Visit) =>
  visit.frame.rules.find('report.intake')?.value === 'county' ? guangshan : ninghai

/** Whom to call in the village instead of writing: first who responds to reports there. */
export async function calledIn(visit: Visit, place: SendingPlace | undefined): Promise<Held[]> {
  if (place === undefined) return []
  const held = await whoHolds(visit.db, [place.id], callable, visit.today)
  return held.toSorted((a, b) => callable.indexOf(a.function) - callable.indexOf(b.function))
}

const callable = ['responder', 'agent', 'drafter', 'command_room']

export function Beside({
  visit,
  place,
  called,
}: {
  visit: Visit
  place: SendingPlace | undefined
  called: readonly Held[]
}) {
  const { rules } = visit.frame
  const call = emergencyNumbers(rules)
  const phoned = called.filter((h) => h.office_phone !== '')
  return (
    <>
      <h2>交上去以后</h2>
      <ol class="hands">
        <li>
          <b>马上给您回执</b>
          <span class="quiet">上面有编号和六位数字，拍下来，随时查办到哪一步。</span>
        </li>
        {firstSteps(visit).map(({ name, limit }) => (
          <li key={name}>
            <b>{name}</b>
            <span class="quiet">{limit}</span>
          </li>
        ))}
        <li>
          <b>答复您，您来评价</b>
          <span class="quiet">不满意的，可以请上一级再办。</span>
        </li>
      </ol>
      <h2>打电话也行</h2>
      {phoned.length > 0 ? (
        <HolderRows holders={phoned} limit={2} label="打电话找谁" />
      ) : (
        <p>
          {place?.phone || visit.frame.footer.phone ? (
            <a href={`tel:${place?.phone || visit.frame.footer.phone}`}>{place?.phone || visit.frame.footer.phone}</a>
          ) : (
            '这里还没有登记电话。'
          )}
        </p>
      )}
      <p>
        有危险先打：报警 <a href={`tel:${call.police}`}>{call.police}</a>，火警{' '}
        <a href={`tel:${call.fire}`}>{call.fire}</a>，急救 <a href={`tel:${call.medical}`}>{call.medical}</a>。
      </p>
      <h2>谁看得到</h2>
      <ul>
        <li>姓名和电话：只有正在办的人，每看一次都有记录，不公开。</li>
        <li>您写的内容：您同意公开、审核过了，才上回音壁；没有同意的，只给办的人看。</li>
        <li>反映干部、反映公布内容不实的，送乡镇或县里，村里看不到。</li>
      </ul>
    </>
  )
}

/** Who has it first and who after them, each with the time that the county's rules give. */
function firstSteps(visit: Visit): { name: string; limit: string }[] {
  const steps: Readonly<Record<string, Step<string>>> = procedureHere(visit).steps
  return (steps['received'] ? ['received', 'team'] : ['intake', 'joint']).map((key) => {
    const { name, within } = steps[key]!
    const limit = within === undefined ? '' : `${sayLimit(limitOfRule(within, visit.frame.rules))}内`
    return { name, limit: key === 'team' ? `${limit}；村里办不了的，报乡镇` : limit }
  })
}
