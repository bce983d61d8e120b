/** Trying and taking in a register as long work. */
import { audit } from '../residents.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { transact } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Handler } from '../../../platform/jobs.ts'
import { actorOf } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { runRegister, tryRegister } from './import.ts'
import { undoRegister } from './import.undo.ts'

export function residentJobs(
  office: Pick<ResidentsOffice, 'db' | 'files' | 'now' | 'secret'>,
): Record<string, Handler> {
  return {
    async residents(data, report) {
      const { importId, personId, what } = data as { importId: string; personId: string; what: 'try' | 'run' | 'undo' }
      const actor = await actorOf(office.db, personId, dayOf(office.now()))
      if (!actor || !postFor(actor, 'resident.import')) throw conflict('您的岗位已经变动，不能再导入。')
      const progress = (done: number, say: string) => report(done, 0, say)
      if (what === 'undo') {
        return transact(
          office.db,
          async (tx) => {
            const undone = await undoRegister(tx, importId, actor, office.now())
            await audit(tx, {
              at: office.now(),
              personId,
              action: 'residents.import.undo',
              subject: importId,
              detail: undone,
            })
            return undone
          },
          1,
        )
      }
      const result = await (what === 'try' ? tryRegister : runRegister)(office, importId, actor, progress)
      if (what === 'run')
        await audit(office.db, {
          at: office.now(),
          personId,
          action: 'residents.import',
          subject: importId,
          detail: result.counts,
        })
      return result
    },
  }
}
