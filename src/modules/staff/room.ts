/** 人员岗位: who holds which post, accounts, signing in to the console. */
import { accountJobs } from '../../kernel/people/accounts.jobs.ts'
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { auditWords } from '../../kernel/people/people.audit.ts'
import { permissions } from './permissions.ts'
import rules from './rules.json' with { type: 'json' }

export const staff: Room = { code: 'staff', name: '人员岗位', permissions, auditWords, rules, api, jobs: accountJobs }
