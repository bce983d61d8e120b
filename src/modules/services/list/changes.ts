/**
 * What differs between two versions of a service, in words: for its history, for open applications, and for whoever
 * edits it at the same time.
 */
import { formChanges } from '../../../kernel/asked/changes.ts'
import { isSame, sayChanged, sayKeyed, sayListed, sayRenamed } from '../../../kernel/versions/words.ts'
import { sayDays, sayLimit, sayMaterial, sayNotice } from './serviceWords.ts'
import {
  domains,
  handlings,
  identities,
  natureOf,
  natures,
  serviceLevels,
  type Material,
  type Publish,
  type Service,
  type Step,
} from './services.schema.ts'

/** One difference. `part`: the part of the definition it concerns, such as "materials". */
export interface ServiceChange {
  part: keyof Service
  say: string
}

/** Told in the order of the definition; nothing where both say the same. */
export function serviceChanges(before: Service, after: Service): ServiceChange[] {
  return [
    ...told('name', sayRenamed(before.name, after.name)),
    ...told('also', sayListed('别的叫法', before.also, after.also)),
    ...told('domain', sayChanged('领域', domains[before.domain], domains[after.domain])),
    ...told('menu', before.menu === after.menu ? [] : ['换了菜单']),
    ...told('events', isSame(before.events, after.events) ? [] : ['人生事件变了']),
    ...told('often', before.often === after.often ? [] : [after.often ? '列为常办的' : '不再列为常办的']),
    ...told('who', sayListed('谁可以办', before.who, after.who)),
    ...told(
      'materials',
      sayKeyed(['要带的材料'], before.materials, after.materials, (m) => m.name, materialWords),
    ),
    ...told(
      'steps',
      sayKeyed(['步骤'], before.steps, after.steps, (s) => s.name, stepWords),
    ),
    ...told('handling', sayChanged('办理方式', handlings[before.handling], handlings[after.handling])),
    ...told('nature', sayChanged('类别', natures[natureOf(before)], natures[natureOf(after)])),
    ...told(
      'atOnce',
      (before.atOnce ?? false) === (after.atOnce ?? false) ? [] : [after.atOnce ? '改为即办' : '不再是即办'],
    ),
    ...told('promised', sayChanged('承诺期限', sayLimit(before.promised), sayLimit(after.promised))),
    ...told('legal', sayChanged('法定期限', sayLimit(before.legal), sayLimit(after.legal))),
    ...told('fee', sayChanged('收费', feeWords(before), feeWords(after))),
    ...told(
      'result',
      sayChanged(
        '办好得到什么',
        `${before.result.name}。${before.result.how}`,
        `${after.result.name}。${after.result.how}`,
      ),
    ),
    ...told('result', sayChanged('能得多少钱', before.result.money ?? '', after.result.money ?? '')),
    ...told('notice', sayChanged('公示', noticeWords(before), noticeWords(after))),
    ...told('publish', sayChanged('公开的结果', publishWords(before.publish), publishWords(after.publish))),
    ...told('joint', sayChanged('联审', jointWords(before), jointWords(after))),
    ...told(
      'homeVisit',
      before.homeVisit === after.homeVisit ? [] : [after.homeVisit ? '增加入户调查' : '不再入户调查'],
    ),
    ...told('appraisal', before.appraisal === after.appraisal ? [] : [after.appraisal ? '增加评议' : '不再评议']),
    ...told('silence', sayChanged('到期没有答复的', silenceWords(before), silenceWords(after))),
    ...told('identity', sayChanged('身份', identities[before.identity], identities[after.identity])),
    ...formChanges(before.form, after.form).map(({ say }): ServiceChange => ({ part: 'form', say: `表单：${say}` })),
    ...told('competent', sayChanged('负责单位', before.competent.name, after.competent.name)),
    ...told('notes', sayListed('提醒', before.notes, after.notes)),
    ...told('source', before.source === after.source ? [] : ['依据和来源变了']),
    ...told('assumed', isSame(before.assumed, after.assumed) ? [] : ['说明变了']),
  ]
}

const told = (part: keyof Service, says: readonly string[]): ServiceChange[] => says.map((say) => ({ part, say }))
function materialWords(a: Material, b: Material): string[] {
  const named = a.name === b.name ? [] : [`“${a.name}”改叫“${b.name}”`]
  return [
    ...named,
    ...(a.required === b.required ? [] : [`“${b.name}”${b.required ? '改为一定要带' : '改为有就带'}`]),
    ...sayChanged(`“${b.name}”的样子`, a.looks, b.looks),
    ...sayChanged(`“${b.name}”什么情况要带`, a.situation ?? '都要带', b.situation ?? '都要带'),
    ...(a.situation === b.situation && !isSame(a.when, b.when) ? [`“${b.name}”看哪些回答来决定变了`] : []),
    ...sayChanged(
      `“${b.name}”`,
      sayMaterial(a).join('；') || '没有别的要求',
      sayMaterial(b).join('；') || '没有别的要求',
    ),
    ...(a.pages === b.pages && a.takes === b.takes ? [] : [`“${b.name}”怎么交变了`]),
  ]
}

function stepWords(a: Step, b: Step): string[] {
  const limit = (s: Step) => (s.limit ? `${sayDays(s.limit)}内` : '没有期限')
  return [
    ...(a.name === b.name ? [] : [`步骤“${a.name}”改叫“${b.name}”`]),
    ...sayChanged(`“${b.name}”在哪一级`, serviceLevels[a.level], serviceLevels[b.level]),
    ...sayChanged(`“${b.name}”由谁办`, a.by, b.by),
    ...sayChanged(`“${b.name}”的期限`, limit(a), limit(b)),
    ...(a.kind === b.kind ? [] : [`“${b.name}”换了做法`]),
  ]
}

const feeWords = ({ fee }: Service): string =>
  fee.yuan === 0 ? fee.about || '不收费' : `${fee.yuan} 元${fee.about === '' ? '' : `，${fee.about}`}`
const noticeWords = (s: Service): string =>
  `${sayNotice(s)}${s.notice?.item === undefined ? '' : `，公示在 ${s.notice.item}`}`
const publishWords = (publish: Publish | undefined): string =>
  publish
    ? `${publish.item}：${publish.columns.map((c) => `${c.label}${c.mask ? '（遮盖）' : ''}`).join('、')}`
    : '按表单自动来'
const quorumWords = { all: '都同意', any: '有一个同意' } as const
const jointWords = ({ joint }: Service): string =>
  joint
    ? `${joint.bureaux.join('、')} ${typeof joint.quorum === 'number' ? `${joint.quorum} 个同意` : quorumWords[joint.quorum]}`
    : '不联审'
const silenceWords = ({ silence }: Service): string =>
  silence ? `${silence.means === 'accepted' ? '算已经受理' : '算已经同意'}（${silence.citation}）` : '不算同意'
