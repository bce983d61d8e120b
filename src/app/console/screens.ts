/** Every screen of the console: its address, who may see it, and its code, loaded when it is opened. The only file that knows all of them. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { May } from '../../console/me.ts'

export type ScreenProps = { params: Record<string, string> }
export type Screen = {
  path: string
  name: string
  may?: May
  group?: string
  component: LazyExoticComponent<ComponentType<ScreenProps>>
}

const disclosure = {
  notice: lazy(() => import('../../modules/disclosure/drafting/console/notice/NoticeScreen.tsx')),
  questions: lazy(() => import('../../modules/disclosure/questions/console/Questions.tsx')),
  events: lazy(() => import('../../modules/disclosure/obligations/console/events/Events.tsx')),
  coverage: lazy(() => import('../../modules/disclosure/obligations/console/Coverage.tsx')),
  selfCheck: lazy(() => import('../../modules/disclosure/archive/console/selfcheck/SelfCheck.tsx')),
  cards: lazy(() => import('../../modules/disclosure/cards/console/Cards.tsx')),
  trace: lazy(() => import('../../modules/disclosure/cards/console/trace/Trace.tsx')),
  print: lazy(() => import('../../modules/disclosure/archive/console/PrintMonth.tsx')),
  archives: lazy(() => import('../../modules/disclosure/archive/console/Archives.tsx')),
  onboarding: lazy(() => import('../../modules/disclosure/archive/console/Onboarding.tsx')),
  catalogue: lazy(() => import('../../modules/disclosure/catalogue/console/Catalogue.tsx')),
  item: lazy(() => import('../../modules/disclosure/catalogue/console/ItemScreen.tsx')),
}
const reports = {
  case: lazy(() => import('../../modules/reports/handling/console/CaseScreen.tsx')),
  correction: lazy(() => import('../../modules/reports/corrections/console/CorrectionScreen.tsx')),
  answers: lazy(() => import('../../modules/reports/replies/console/Answers.tsx')),
  enter: lazy(() => import('../../modules/reports/sending/console/Enter.tsx')),
  board: lazy(() => import('../../modules/reports/statistics/console/Board.tsx')),
  callbacks: lazy(() => import('../../modules/reports/statistics/console/Callbacks.tsx')),
  mediations: lazy(() => import('../../modules/reports/mediation/console/Mediations.tsx')),
  mediation: lazy(() => import('../../modules/reports/mediation/console/MediationScreen.tsx')),
  statistics: lazy(() => import('../../modules/reports/statistics/console/Statistics.tsx')),
  routes: lazy(() => import('../../modules/reports/routes/console/Routes.tsx')),
  copies: lazy(() => import('../../modules/reports/routes/console/Copies.tsx')),
  accusations: lazy(() => import('../../modules/reports/accusations/console/Accusations.tsx')),
}
const powers = {
  runs: lazy(() => import('../../modules/powers/runs/console/Runs.tsx')),
  start: lazy(() => import('../../modules/powers/runs/console/Start.tsx')),
  run: lazy(() => import('../../modules/powers/runs/console/RunScreen.tsx')),
  seals: lazy(() => import('../../modules/powers/seals/console/Seals.tsx')),
  list: lazy(() => import('../../modules/powers/list/console/PowerList.tsx')),
  one: lazy(() => import('../../modules/powers/list/console/PowerScreen.tsx')),
}
const county = {
  places: lazy(() => import('../../modules/county/places/console/Places.tsx')),
  history: lazy(() => import('../../modules/county/history/console/History.tsx')),
  imports: lazy(() => import('../../modules/county/imports/console/Imports.tsx')),
}

export const screens: Screen[] = [
  { path: '/', name: '我的任务', may: 'desk.see', group: '办事', component: lazy(() => import('./tasks/Tasks.tsx')) },
  { path: '/notices/:id', name: '公开事项', may: 'place.see', component: disclosure.notice },
  { path: '/events', name: '登记要公开的事', may: 'event.report', group: '办事', component: disclosure.events },
  { path: '/questions', name: '村民提问', may: 'desk.see', group: '办事', component: disclosure.questions },
  { path: '/cases/:id', name: '民情反映', may: 'report.see', component: reports.case },
  { path: '/corrections/:id', name: '更正', may: 'report.see', component: reports.correction },
  {
    path: '/applications',
    name: '便民服务申请',
    may: 'application.see',
    group: '办事',
    component: lazy(() => import('../../modules/services/deciding/console/Applications.tsx')),
  },
  {
    path: '/applications/:id',
    name: '便民服务申请',
    may: 'application.see',
    component: lazy(() => import('../../modules/services/deciding/console/ApplicationScreen.tsx')),
  },
  {
    path: '/applications/follow/:id',
    name: '差评回访',
    may: 'application.see',
    component: lazy(() => import('../../modules/services/deciding/console/FollowScreen.tsx')),
  },
  { path: '/enter', name: '登记村民反映', may: 'report.enter', group: '办事', component: reports.enter },
  { path: '/answers', name: '常用答复', may: 'report.handle', group: '办事', component: reports.answers },
  { path: '/callbacks', name: '回访', may: 'report.callback', group: '办事', component: reports.callbacks },
  { path: '/mediations', name: '调解记录', may: 'report.mediate', group: '办事', component: reports.mediations },
  { path: '/mediations/:id', name: '调解记录', may: 'report.mediate', component: reports.mediation },
  { path: '/accusations', name: '举报', may: 'accusation.read', group: '办事', component: reports.accusations },
  { path: '/powers/runs', name: '权力办理', may: 'power.see', group: '办事', component: powers.runs },
  { path: '/powers/start', name: '发起一件', may: 'power.start', component: powers.start },
  { path: '/powers/runs/:id', name: '权力办理', may: 'power.see', component: powers.run },
  { path: '/seals', name: '用章登记', may: 'power.see', group: '办事', component: powers.seals },
  { path: '/seals/:id', name: '用章登记', may: 'power.see', component: powers.seals },
  { path: '/messages', name: '消息', group: '办事', component: lazy(() => import('./messages/Messages.tsx')) },
  { path: '/coverage', name: '公开总览', may: 'coverage.see', group: '看情况', component: disclosure.coverage },
  { path: '/board', name: '民情办理总览', may: 'report.oversee', group: '看情况', component: reports.board },
  { path: '/copies', name: '抄送的民情', may: 'copy.see', group: '看情况', component: reports.copies },
  { path: '/statistics', name: '民情统计', may: 'report.oversee', group: '看情况', component: reports.statistics },
  { path: '/selfcheck', name: '自查表', may: 'place.see', group: '看情况', component: disclosure.selfCheck },
  { path: '/cards', name: '红黄牌', may: 'coverage.see', group: '看情况', component: disclosure.cards },
  { path: '/trace/:id', name: '倒查', may: 'coverage.see', component: disclosure.trace },
  { path: '/print', name: '打印', may: 'place.see', group: '看情况', component: disclosure.print },
  { path: '/archives', name: '归档', may: 'archive.see', group: '看情况', component: disclosure.archives },
  { path: '/catalogue', name: '公开目录', may: 'catalogue.see', group: '看情况', component: disclosure.catalogue },
  { path: '/catalogue/:code', name: '公开目录', may: 'catalogue.see', component: disclosure.item },
  {
    path: '/services',
    name: '办事事项',
    may: 'catalogue.see',
    group: '看情况',
    component: lazy(() => import('../../modules/services/list/console/Services.tsx')),
  },
  {
    path: '/services/:code',
    name: '办事事项',
    may: 'catalogue.see',
    component: lazy(() => import('../../modules/services/list/console/ServiceScreen.tsx')),
  },
  { path: '/power-list', name: '权力清单', may: 'power.see', group: '看情况', component: powers.list },
  { path: '/power-list/:code', name: '权力清单', may: 'power.see', component: powers.one },
  {
    path: '/hall',
    name: '办事大厅',
    may: 'hall.edit',
    group: '办事',
    component: lazy(() => import('../../modules/services/halls/console/HallScreen.tsx')),
  },
  {
    path: '/service-menus',
    name: '办事菜单',
    may: 'service.edit',
    group: '管理',
    component: lazy(() => import('../../modules/services/list/console/FrameScreen.tsx')),
  },
  {
    path: '/service-forms',
    name: '办事表单',
    may: 'catalogue.edit',
    group: '管理',
    component: lazy(() => import('../../modules/services/list/console/builder/FormDesign.tsx')),
  },
  {
    path: '/people',
    name: '人员岗位',
    may: 'people.see',
    group: '管理',
    component: lazy(() => import('../../modules/staff/console/People.tsx')),
  },
  { path: '/onboarding', name: '上线准备', may: 'onboarding.see', group: '管理', component: disclosure.onboarding },
  { path: '/places', name: '区划和上线', may: 'region.edit', group: '管理', component: county.places },
  { path: '/imports', name: '名单导入', may: 'import.run', group: '管理', component: county.imports },
  {
    path: '/residents',
    name: '村民名册',
    may: 'resident.see',
    group: '办事',
    component: lazy(() => import('../../modules/residents/register/console/Residents.tsx')),
  },
  {
    path: '/resident-imports',
    name: '名册导入',
    may: 'resident.import',
    group: '管理',
    component: lazy(() => import('../../modules/residents/register/console/ResidentImports.tsx')),
  },
  {
    path: '/message-settings',
    name: '短信和邮件',
    may: 'address.edit',
    group: '管理',
    component: lazy(() => import('../../modules/messages/console/MessageSettings.tsx')),
  },
  {
    path: '/deliveries',
    name: '发件箱',
    may: 'message.see',
    group: '管理',
    component: lazy(() => import('../../modules/messages/console/Deliveries.tsx')),
  },
  {
    path: '/api-keys',
    name: '接口密钥',
    may: 'apikey.edit',
    group: '管理',
    component: lazy(() => import('../../modules/reports/open311/console/ApiKeys.tsx')),
  },
  { path: '/history', name: '历史资料', may: 'import.run', group: '管理', component: county.history },
  {
    path: '/settings',
    name: '县级设置',
    may: 'catalogue.see',
    group: '管理',
    component: lazy(() => import('../../modules/settings/console/Settings.tsx')),
  },
  { path: '/routes', name: '民情办理路线', may: 'settings.edit', group: '管理', component: reports.routes },
  {
    path: '/calendar',
    name: '工作日历',
    may: 'catalogue.see',
    group: '管理',
    component: lazy(() => import('../../modules/settings/console/Calendar.tsx')),
  },
  {
    path: '/audit',
    name: '操作记录',
    may: 'audit.see',
    group: '管理',
    component: lazy(() => import('../../modules/settings/console/Audit.tsx')),
  },
  { path: '/account', name: '我的账号', component: lazy(() => import('./session/Account.tsx')) },
]

/** The screen at a path with its parameters. */
export function screenAt(path: string): { screen: Screen; params: Record<string, string> } | undefined {
  for (const screen of screens) {
    const params = matched(screen.path, path)
    if (params) return { screen, params }
  }
  return undefined
}

function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [want, have] = [pattern.split('/'), path.split('/')]
  if (want.length !== have.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of want.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(have[i]!)
    else if (part !== have[i]) return undefined
  }
  return params
}
