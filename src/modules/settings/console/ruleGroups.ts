/**
 * The settings by what they change, and where one sees it: a rule belongs to its group by the first word of its code.
 */
import type { Rule } from './ruleWords.ts'

export type Group = {
  name: string
  /** What a change does. */
  changes: string
  /** Screens of the console where it shows. */
  where: readonly (readonly [name: string, path: string])[]
  words: readonly string[]
}

export const groups: readonly Group[] = [
  {
    name: '什么时候公开，公开多久',
    changes: '以后产生的公开事项的到期日和公布期限；已经产生的不变。',
    where: [
      ['公开总览', '/coverage'],
      ['公开目录', '/catalogue'],
    ],
    words: ['publish', 'display', 'paper', 'withdrawal', 'catalogue', 'warn'],
  },
  {
    name: '审查、签字、备案、归档',
    changes: '公开每一步的期限、自查和归档的日子，也是亮牌的日子。',
    where: [
      ['我的任务', '/'],
      ['红黄牌', '/cards'],
      ['归档', '/archives'],
    ],
    words: ['step', 'selfcheck', 'archive', 'cards'],
  },
  {
    name: '村民提问和异议',
    changes: '答复期限，村民能看到什么。',
    where: [['村民提问', '/questions']],
    words: ['objection', 'complaint', 'public'],
  },
  {
    name: '民情反映和举报',
    changes: '先到谁手里、每一步多久、回访抽多少；已经开始的期限不变。',
    where: [
      ['民情办理总览', '/board'],
      ['民情办理路线', '/routes'],
    ],
    words: ['report', 'emergency', 'accusation', 'open311', 'pause'],
  },
  {
    name: '便民服务',
    changes: '申请每一步的期限、公示和材料保存多久。',
    where: [
      ['便民服务申请', '/applications'],
      ['办事事项', '/services'],
    ],
    words: ['service'],
  },
  {
    name: '权力和用章',
    changes: '停表多久、批章和登记的期限。',
    where: [
      ['权力办理', '/powers/runs'],
      ['用章登记', '/seals'],
    ],
    words: ['power', 'seal'],
  },
  {
    name: '村民登录和名册',
    changes: '验证码、登录多久有效、一天能报多少。',
    where: [['村民名册', '/residents']],
    words: ['resident'],
  },
  {
    name: '工作人员、消息和登录',
    changes: '任期、代理、移交、登录锁定、消息什么时候发。',
    where: [
      ['人员岗位', '/people'],
      ['工作日历', '/calendar'],
      ['短信和邮件', '/message-settings'],
    ],
    words: ['people', 'handover', 'calendar', 'signIn', 'notice', 'message'],
  },
]

const other: Group = { name: '其他', changes: '', where: [], words: [] }

export const groupOf = (code: Rule['code']): Group => groups.find((g) => g.words.includes(code.split('.')[0]!)) ?? other
