/** What the audit trail says of signing in, of accounts, of posts. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'sign-in': '登录',
  'sign-in.failed': '登录没有成功',
  'sign-out': '退出登录',
  'password.changed': '换密码',
  'second-factor.enrolled': '设动态码',
  'account.first-admin': '建第一个管理员账号',
  'account.reset': '重设账号',
  'accounts.bulk': '批量建账号',
  'people.second': '和另一位一起签人员变动',
  'people.appoint': '任命',
  'people.end': '办离任',
  'people.hand-over': '办交接',
  'people.hand-over-bulk': '办换届交接',
  'people.deputy': '登记代理',
  'people.deputy-end': '结束代理',
} as const

export type PeopleAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
