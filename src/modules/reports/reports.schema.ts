/** What a villager tells, and the words for it. */
import { z } from 'zod'
import { isCallable } from '../../kernel/residents/numbers.ts'
import { plainText } from '../../platform/plainText.ts'

export const reportKinds = {
  suggestion: '建议',
  question: '咨询',
  trouble: '困难和问题',
  danger: '安全隐患',
  dispute: '矛盾纠纷',
  list: '对公布的名单、账目有意见',
  person: '投诉人或单位',
} as const
export type ReportKind = keyof typeof reportKinds

/** Kinds that never go through the village (OL Art. 36, 信访工作条例 Art. 30). */
export const pastTheVillage: readonly ReportKind[] = ['list', 'person']

export const channels = {
  web: '网上',
  agent: '代办员代报',
  phone: '电话',
  visit: '来访',
  letter: '来信',
  open311: '接口',
  city: '我的城市',
} as const
export type Channel = keyof typeof channels
/** Channels on which staff write down what a villager says. */
export const staffed: readonly string[] = ['agent', 'phone', 'visit', 'letter']

export const shows = {
  handlers: '只给办理的人看',
  nameless: '审核后可以公开，不显示姓名',
  named: '审核后可以公开，显示姓名',
} as const
export const ratings = { satisfied: '满意', basic: '基本满意', unsatisfied: '不满意' } as const
export type Rating = keyof typeof ratings
export const replyForms = { written: '书面', face: '当面', meeting: '开会', phone: '电话' } as const

const coordinate = (low: number, high: number, say: string) => z.coerce.number(say).min(low, say).max(high, say)

/**
 * As the form sends it. Text may be empty where a voice, picture or video came with it: the action asks for one of
 * them.
 */
export const reportSchema = z
  .object({
    kind: z.enum(Object.keys(reportKinds) as [ReportKind, ...ReportKind[]], '请选择您要说的是哪一种'),
    text: z.string().trim().max(5_000, '最多 5000 字，太长请分几次写').default(''),
    spot: z.string().trim().max(100, '地点最多 100 个字').default(''),
    group: z.string().trim().max(60).default(''),
    lng: z.union([z.literal(''), coordinate(70, 140, '位置不对，请关掉定位，用文字写地点')]).optional(),
    lat: z.union([z.literal(''), coordinate(0, 56, '位置不对，请关掉定位，用文字写地点')]).optional(),
    name: z.string().trim().max(40, '姓名最多 40 个字').default(''),
    // Chinese keyboards write full-width digits and dashes.
    phone: z
      .string()
      .trim()
      .max(30, '电话最多 30 个字')
      .transform((t) => plainText(t).replace(/[－—–]/g, '-'))
      .pipe(z.string().regex(/^[0-9+()\-\s]*$/, '电话只能有数字、空格和横线'))
      .default(''),
    show: z.enum(Object.keys(shows) as [keyof typeof shows, ...(keyof typeof shows)[]]).default('handlers'),
    about: z.string().trim().max(100, '最多 100 个字').default(''),
    row: z.string().trim().max(200).default(''),
    key: z.string().trim().min(8).max(80),
  })
  .superRefine((r, ctx) => {
    if (r.kind === 'person' && r.about === '')
      ctx.addIssue({ code: 'custom', path: ['about'], message: '请写您要投诉谁，或者哪个单位' })
    if (r.phone !== '' && !isCallable(r.phone))
      ctx.addIssue({ code: 'custom', path: ['phone'], message: '这个电话打不通：手机是 11 位数字，座机连区号一起写' })
    if (r.show === 'named' && r.name === '')
      ctx.addIssue({ code: 'custom', path: ['name'], message: '要显示姓名，请写姓名；不想写，就选不显示姓名' })
  })
export type ReportInput = z.output<typeof reportSchema>
