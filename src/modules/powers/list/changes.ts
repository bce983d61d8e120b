/**
 * What differs between two versions of a power, in words: before it is saved, in its history, and for whoever edits it
 * at the same time.
 */
import { isSame, sayChanged, sayKeyed, sayListed, sayRenamed } from '../../../kernel/versions/words.ts'
import { handNames, powerKinds, places, type Power, type PowerStep } from './powers.schema.ts'
import { sayAmountBasis, sayBasis, sayDays } from './powerWords.ts'

/** Told in the order of the definition; nothing where both say the same. */
export function powerChanges(before: Power, after: Power): string[] {
  return [
    ...sayRenamed(before.name, after.name),
    ...(isSame(before.also, after.also) ? [] : ['别的叫法变了']),
    ...(before.aspect === after.aspect ? [] : ['换了方面']),
    ...sayChanged('类别', powerKinds[before.kind], powerKinds[after.kind]),
    ...sayChanged('依据', sayBasis(before), sayBasis(after)),
    ...sayChanged(
      '谁负责',
      `${before.responsible.words}（${handNames[before.responsible.hand]}）`,
      `${after.responsible.words}（${handNames[after.responsible.hand]}）`,
    ),
    ...(before.person === after.person ? [] : [after.person ? '改为关于个人，内容不公开' : '不再是关于个人，内容公开']),
    ...sayChanged('在哪里办', places[before.where], places[after.where]),
    ...sayChanged('村民申请的事项', before.service ?? '没有', after.service ?? '没有'),
    ...sayChanged('金额', amountWords(before), amountWords(after)),
    ...sayKeyed(
      ['步骤', '增加一步', '去掉一步'],
      before.steps,
      after.steps,
      (s) => s.name,
      (a, b) => stepWords(a, b, before, after),
    ),
    ...(before.source === after.source && isSame(before.assumed, after.assumed) ? [] : ['来源和说明变了']),
  ]
}

function amountWords({ amount }: Power): string {
  return amount === null
    ? '不分'
    : `${amount.name}：${amount.bands.map((b) => `${b.name}，${b.rule}`).join('；')}（${sayAmountBasis(amount)}）${amount.under ? `，更小的按${amount.under}` : ''}${amount.beyond ? `，更大的按${amount.beyond}` : ''}`
}

function stepWords(a: PowerStep, b: PowerStep, before: Power, after: Power): string[] {
  const hands = (s: PowerStep) => s.hands.map((h) => handNames[h]).join('、')
  const bands = (s: PowerStep, { amount }: Power) =>
    s.bands.length === 0 ? '不论多少' : s.bands.map((k) => amount?.bands.find((x) => x.key === k)?.name ?? k).join('、')
  const names = (s: PowerStep, p: Power) =>
    s.apart.map((k) => p.steps.find((x) => x.key === k)?.name ?? k).join('、') || '不用避开'
  return [
    ...(a.name === b.name ? [] : [`步骤“${a.name}”改叫“${b.name}”`]),
    ...sayChanged(`“${b.name}”由谁办`, a.who, b.who),
    ...sayChanged(`“${b.name}”谁来记`, hands(a), hands(b)),
    ...(a.people === b.people ? [] : [`“${b.name}”改为${b.people === 2 ? '要两个人办' : '一个人办'}`]),
    ...sayChanged(`“${b.name}”和哪些步骤不能是同一个人`, names(a, before), names(b, after)),
    ...sayChanged(
      `“${b.name}”的期限`,
      a.limit ? `${sayDays(a.limit)}内` : '没有',
      b.limit ? `${sayDays(b.limit)}内` : '没有',
    ),
    ...(a.limit && b.limit && (a.limit.kind !== b.limit.kind || a.limit.citation !== b.limit.citation)
      ? [`“${b.name}”期限的依据变了`]
      : []),
    ...(a.pauses === b.pauses
      ? []
      : [`“${b.name}”${b.pauses === undefined ? '不再停表等别人' : `可以停表等：${b.pauses}`}`]),
    ...sayChanged(`“${b.name}”用于`, bands(a, before), bands(b, after)),
    ...sayListed(
      `“${b.name}”的材料`,
      a.papers.map((p) => `${p.name}${p.required ? '' : '（有就带）'}${p.open ? '（公开）' : ''}`),
      b.papers.map((p) => `${p.name}${p.required ? '' : '（有就带）'}${p.open ? '（公开）' : ''}`),
    ),
    ...sayListed(
      `“${b.name}”要填的`,
      a.facts.map((f) => `${f.label}${f.required ? '' : '（可以不填）'}`),
      b.facts.map((f) => `${f.label}${f.required ? '' : '（可以不填）'}`),
    ),
    ...(isSame(a.facts, b.facts) ||
    !isSame(
      a.facts.map((f) => [f.label, f.required]),
      b.facts.map((f) => [f.label, f.required]),
    )
      ? []
      : [`“${b.name}”要填的，填法变了`]),
    ...sayListed(
      `“${b.name}”办完要公开的`,
      a.notices.map((n) => n.item),
      b.notices.map((n) => n.item),
    ),
    ...sayChanged(`“${b.name}”的风险`, `${a.risk}${a.control}`, `${b.risk}${b.control}`),
  ]
}
