/** 县: its pack, places and what becomes of them, lists and old papers that it brings along. */
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { importJobs } from './imports/imports.jobs.ts'
import { auditWords as packWords } from '../../kernel/pack/pack.audit.ts'
import { auditWords } from './county.audit.ts'
import { countyParts } from '../../kernel/pack/county/parts.ts'
import { permissions } from './permissions.ts'

export const county: Room = {
  code: 'county',
  name: '区划和县包',
  permissions,
  auditWords: { ...auditWords, ...packWords },
  pack: countyParts,
  fileColumns: [{ table: 'imports', column: 'sha256', area: 'original' }],
  api,
  jobs: importJobs,
}
