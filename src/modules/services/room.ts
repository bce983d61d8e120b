/** 便民服务: services as data, halls, applications from the form to the signed result. */
import { formulas } from './following/measured.ts'
import { faces } from './deciding/faces.ts'
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { applicationsAgain } from './applying/ownPeople.ts'
import { takePaper, forgetPapers, unsentPaperBytes } from './applying/papers.ts'
import { application, followUp } from './deciding/applications.procedure.ts'
import { followApplication, followNotice, holdNotice } from './deciding/applications.reactions.ts'
import { applicationColumns } from './deciding/people.ts'
import { heldTasks } from './deciding/held.ts'
import { publishLeft } from './deciding/publish.ts'
import { applicationFileColumns } from './fileColumns.ts'
import { tellApplicants } from './following/told.ts'
import { searchServices } from './list/found.tsx'
import { openServices } from './list/open.paths.ts'
import { packedServices } from './list/pack.ts'
import { serviceSitemap } from './list/sitemap.ts'
import { messages } from './messages.ts'
import { auditWords } from './services.audit.ts'
import { permissions } from './permissions.ts'
import rules from './rules.json' with { type: 'json' }
import { servicesPages, serviceScripts } from './services.routes.ts'

export const services: Room = {
  code: 'services',
  name: '便民服务',
  permissions,
  auditWords,
  rules,
  figures: formulas,
  pack: [packedServices],
  messages,
  procedures: [application, followUp],
  reactions: { application: followApplication, notice: followNotice },
  faces,
  holds: { application: holdNotice },
  tasks: heldTasks,
  sealedColumns: applicationColumns,
  fileColumns: applicationFileColumns,
  newcomers: applicationsAgain,
  api,
  pages: servicesPages,
  scripts: serviceScripts,
  uploads: {
    application: (office, file, found, now) => takePaper(office, file.key, file.slot, file, found, now),
  },
  search: searchServices,
  sitemap: serviceSitemap,
  open: openServices,
  unsentBytes: unsentPaperBytes,
  rounds: () => [
    { name: 'applicants', everyMs: 20_000, run: (office, ctx) => tellApplicants(office, ctx.now), more: 100 },
    { name: 'applications', everyMs: 10_000, run: publishLeft },
    {
      name: 'application-papers',
      everyMs: 3_600_000,
      run: (office, ctx) =>
        forgetPapers(office, ctx.rules.number('service.draftDays'), ctx.rules.number('service.paperYears'), ctx.now),
      more: 200,
    },
  ],
}
