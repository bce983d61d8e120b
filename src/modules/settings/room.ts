/** 县级设置: rules, calendar, footer, witnesses, audit trail. */
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { auditWords } from './settings.audit.ts'
import { permissions } from './permissions.ts'
import rules from './rules.json' with { type: 'json' }

export const settings: Room = { code: 'settings', name: '县级设置', permissions, auditWords, rules, api }
