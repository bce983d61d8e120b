/** Taking a list in as long work: the person may leave, the progress stays. */
import { dayOf } from '../../../platform/clock.ts'
import { audit } from '../county.audit.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Handler } from '../../../platform/jobs.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { actorOf } from '../../../kernel/people/actor.ts'
import type { CountyOffice } from '../county.office.ts'
import { runImport } from './imports.ts'

export function importJobs(office: Pick<CountyOffice, 'db' | 'files' | 'now'>): Record<string, Handler> {
  return {
    async import(data, report) {
      const now = office.now()
      const { importId, personId } = data as { importId: string; personId: string }
      const actor = await actorOf(office.db, personId, dayOf(now))
      if (!actor) throw conflict('您的岗位已经变动，不能再导入。')
      const counts = await runImport(office, importId, actor, await contextAt(office.db, now), async (done, total) => {
        if (done % 20 === 0 || done === total) await report(done, total, `第 ${done} 行，共 ${total} 行`)
      })
      await audit(office.db, { at: now, personId, action: 'import.run', subject: importId, detail: counts })
      return counts
    },
  }
}
