/** Nation, province and county side by side: what each says of a rule, where it stands, and whose figure counts. */
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { sayDay } from '../../../console/parts/time.ts'
import { citeOf, sayKind, valueInWords, whoWon, type Answer, type Rule } from './ruleWords.ts'
import { ofWhole } from '../../../console/whole.ts'

/** Whose figure counts, with the way to what the others say. */
export function Won({ rule, onOpen }: { rule: Rule; onOpen: () => void }) {
  if (rule.laws.length === 0) return whoWon(rule)
  return (
    <button type="button" className="plain" aria-label={`${rule.name}：谁怎么规定`} onClick={onOpen}>
      {whoWon(rule)}
    </button>
  )
}

export function RuleLaws({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const own = rule.won === 'own' ? [{ ...rule, jurisdiction: ofWhole('本县') }] : []
  const all = [...own, ...rule.laws]
  return (
    <Dialog title={`${rule.name}：谁怎么规定`} onClose={onClose} wide>
      <p>{ofWhole('国家和省里都有规定的，按更严的算；本县可以更严，不能更松。')}</p>
      <ul className="hands">
        {all.map((law, i) => (
          <li key={law.jurisdiction}>
            <b>
              {law.jurisdiction}：{valueInWords(rule, law.value)}
              {i === 0 && '（现在按它）'}
            </b>
            <span className="said-there">
              {i === 0 && own.length > 0 && `${sayKind(rule)}：`}
              {citeOf(law)}
            </span>
            <span className="quiet">
              {sayDay(law.effective_from)}起。{law.note}
              {law.source !== '' && `读自：${law.source}。`}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** Which province's law was read, and what of it was not. */
export function ProvinceNote({ province }: { province: Answer['province'] }) {
  if (!province)
    return <p>{ofWhole('本县')}的资料没有写在哪个省，现在只按国家规定。请在 county.json 里加上 province 再导入。</p>
  if (!province.pack)
    return (
      <p>
        {ofWhole('本县')}在{province.name}。平台还没有这个省的规定，现在只按国家规定；省里另有规定的，请写进
        {ofWhole('本县')}资料的 rules 文件夹再导入。
      </p>
    )
  return (
    <details className="province">
      <summary>
        {ofWhole('本县')}在{province.name}，国家和省里都有规定的，按更严的算
      </summary>
      <p>读到的是：{province.pack.read}。</p>
      <p>另外请注意：{province.pack.open}</p>
    </details>
  )
}
