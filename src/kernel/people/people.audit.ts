/** What the audit trail says of signing in, of accounts, of posts. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'sign-in': '登录',
  'sign-in.failed': '登录没有成功',
  'sign-in.wrong-code': '登录的动态码不对',
  'confirm.wrong': '签字或改密码时，密码或动态码不对',
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
  'post.made': '新设岗位',
  'post.changed': '改岗位',
  'post.ended': '停用岗位',
  'group.made': '成立领导小组',
  'group.changed': '改领导小组',
  'group.ended': '撤销领导小组',
  'group.joined': '领导小组加人',
  'group.left': '领导小组退出',
  'kin.registered': '登记近亲属',
  'kin.ended': '去掉近亲属登记',
} as const

/** What a line may tell besides: names of posts and groups, before and after; never of people. */
export type PeopleDetail = NonNullable<Parameters<typeof audit>[1]['detail']>
export type PeopleAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
