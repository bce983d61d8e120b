/** 村民名册: the register, invitations, signing in, and what is open to whoever is signed in. */
import { residentColumns } from '../../kernel/residents/vault.ts'
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { messages } from './messages.ts'
import { residentPages, residentScripts } from './my/my.routes.tsx'
import { auditWords } from './residents.audit.ts'
import { permissions } from './permissions.ts'
import { residentJobs } from './register/residents.jobs.ts'
import rules from './rules.json' with { type: 'json' }

export const residents: Room = {
  code: 'residents',
  name: '村民名册',
  permissions,
  auditWords,
  rules,
  messages,
  sealedColumns: residentColumns,
  fileColumns: [{ table: 'resident_imports', column: 'sha256', area: 'original' }],
  api,
  pages: residentPages,
  scripts: residentScripts,
  jobs: residentJobs,
}
