/** 小微权力: the list of what a village decides and handles, its runs step by step, its seals. */
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { searchPowers } from './list/found.tsx'
import { makeListNotices } from './list/listNotice.ts'
import { openPowers } from './list/open.paths.ts'
import { packedPowers } from './list/pack.ts'
import { powerSitemap } from './list/sitemap.ts'
import { auditWords } from './powers.audit.ts'
import { permissions } from './permissions.ts'
import { powersPages } from './powers.routes.ts'
import rules from './rules.json' with { type: 'json' }
import { faces } from './runs/faces.ts'
import { besideNotice } from './runs/besideNotice.tsx'
import { running } from './runs/runs.procedure.ts'
import { sealing } from './seals/seals.procedure.ts'

export const powers: Room = {
  code: 'powers',
  name: '小微权力',
  permissions,
  auditWords,
  rules,
  pack: [packedPowers],
  procedures: [running, sealing],
  faces,
  api,
  pages: powersPages,
  search: searchPowers,
  sitemap: powerSitemap,
  open: openPowers,
  besideNotice,
  rounds: () => [
    { name: 'power-list', everyMs: 60_000, run: (office, ctx) => makeListNotices(office.db, ctx, 50), more: 50 },
  ],
}
