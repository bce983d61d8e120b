/** 民情反映: what villagers tell, who answers it, and what everybody may read of it. */
import { formulas } from './statistics/formulas.ts'
import { sweepUploads, unsentBytes } from './sending/uploads.ts'
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { searchReports } from './echo/found.tsx'
import { sealCopies } from './copies.ts'
import { makeFaceTokens } from './echo/faceTokens.ts'
import { recountMonths } from './echo/months.ts'
import { reportSitemap } from './echo/sitemap.ts'
import { reportsAgain } from './sending/namedLater.ts'
import { reportFileColumns } from './fileColumns.ts'
import { tellAnswered } from './following/answered.ts'
import { askedTasks, faces } from './handling/tasks.ts'
import { followNotice, followReport } from './handling/reports.reactions.ts'
import { messages } from './messages.ts'
import { auditWords } from './reports.audit.ts'
import { reportsHandOver } from './reports.handover.ts'
import { permissions } from './permissions.ts'
import { complaint, correction, guangshan, list, ninghai } from './reports.procedure.ts'
import { reportsPages, reportScripts } from './reports.routes.ts'
import rules from './rules.json' with { type: 'json' }
import { reportColumns } from './sealedColumns.ts'
import { makeLeftPlayable, mediaJobs } from './sending/voice.ts'
import { ledgerJobs } from './statistics/export.ts'

export const reports: Room = {
  code: 'reports',
  name: '民情反映',
  permissions,
  auditWords,
  rules,
  figures: formulas,
  handOver: reportsHandOver,
  messages,
  procedures: [ninghai, guangshan, complaint, list, correction],
  reactions: { report: followReport, notice: followNotice },
  sealedColumns: reportColumns,
  fileColumns: reportFileColumns,
  newcomers: reportsAgain,
  tasks: askedTasks,
  faces,
  api,
  pages: reportsPages,
  scripts: reportScripts,
  search: searchReports,
  sitemap: reportSitemap,
  jobs: (office) => ({ ...mediaJobs(office), ...ledgerJobs(office) }),
  unsentBytes,
  rounds: () => [
    { name: 'answered', everyMs: 20_000, run: (office, ctx) => tellAnswered(office, ctx.now) },
    { name: 'report-months', everyMs: 600_000, run: (office, ctx) => recountMonths(office.db, ctx.now) },
    { name: 'report-tokens', everyMs: 5_000, run: (office) => makeFaceTokens(office.db, office.now()), more: 200 },
    { name: 'media', everyMs: 600_000, run: makeLeftPlayable, more: 20 },
    { name: 'report-uploads', everyMs: 3_600_000, run: sweepUploads, more: 100 },
    { name: 'report-copies', everyMs: 3_600_000, run: (office) => sealCopies(office), more: 50 },
  ],
}
