/** Trying and taking in a register as long work. */
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { conflict } from '../../platform/errors.ts'
import type { Handler } from '../../platform/jobs.ts'
import { actorOf } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import type { ResidentsOffice } from './residents.office.ts'
import { runRegister, tryRegister } from './import.ts'

export function residentJobs(office: Pick<ResidentsOffice, 'db' | 'files' | 'now' | 'secret'>): Record<string, Handler> {
  return {
    async residents(data, report) {
      const { importId, personId, trial } = data as { importId: string; personId: string; trial: boolean }
      const actor = await actorOf(office.db, personId, dayOf(office.now()))
      if (!actor || !postFor(actor, 'resident.import')) throw conflict('您的岗位已经变动，不能再导入。')
      const progress = (done: number, say: string) => report(done, 0, say)
      const result = await (trial ? tryRegister : runRegister)(office, importId, actor, progress)
      if (!trial) await audit(office.db, { at: office.now(), personId, action: 'residents.import', subject: importId, detail: result.counts })
      return result
    },
  }
}
