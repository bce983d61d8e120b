/** 村务公开: what is due, drafted, signed, published, asked about, filed and archived. */
import { deskFigures } from './drafting/desk.queries.ts'
import { deskTasks } from './drafting/deskTasks.ts'
import { formulas } from './obligations/figures.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { archiveJobs, dueArchives } from './archive/archive.jobs.ts'
import { makeSelfChecks } from './archive/selfCheck.ts'
import { nameNotices } from './cards/cardLeaves.ts'
import { sweepCards } from './cards/cards.ts'
import { packedCatalogue } from './catalogue/pack.ts'
import { makeDerived } from './derived/derived.ts'
import { derived, huangchuan, jiedong, office, townshipReview, yanshan } from './disclosure.procedure.ts'
import { disclosurePages, disclosureScripts } from './disclosure.routes.ts'
import { makeObligations } from './obligations/obligations.ts'
import { auditWords } from './disclosure.audit.ts'
import { disclosureHandOver } from './disclosure.handover.ts'
import { permissions } from './permissions.ts'
import { questionsAgain } from './questions/questionBars.ts'
import { publishReleased } from './publishing/released.ts'
import rules from './rules.json' with { type: 'json' }

export const disclosure: Room = {
  code: 'disclosure',
  name: '村务公开',
  permissions,
  auditWords,
  rules,
  figures: { ...formulas, ...deskFigures },
  handOver: disclosureHandOver,
  newcomers: () => questionsAgain,
  pack: [packedCatalogue],
  procedures: [jiedong, yanshan, huangchuan, townshipReview, office, derived],
  names: { notice: nameNotices },
  fileColumns: [
    { table: 'publication_files', column: 'sha256', area: 'public' },
    { table: 'archives', column: 'sha256', area: 'original' },
    { table: 'self_check_signatures', column: 'scan_sha256', area: 'original' },
  ],
  tasks: deskTasks,
  api,
  pages: disclosurePages,
  scripts: disclosureScripts,
  jobs: archiveJobs,
  rounds: () => [
    { name: 'released', everyMs: 20_000, run: (running, ctx) => publishReleased(running.db, ctx) },
    { name: 'cards', everyMs: 60_000, run: (running, ctx) => sweepCards(running.db, ctx) },
    { name: 'archives', everyMs: 1_800_000, run: dueArchives },
    {
      name: 'obligations',
      everyMs: 3_600_000,
      run: (running, ctx) => makeObligations(running.db, dayOf(ctx.now), ctx.calendar, ctx.now),
    },
    { name: 'selfchecks', everyMs: 3_600_000, run: (running, ctx) => makeSelfChecks(running.db, dayOf(ctx.now)) },
    { name: 'derived', everyMs: 20_000, run: (running, ctx) => makeDerived(running.db, ctx, 50), more: 50 },
  ],
}
