/**
 * The county's settings: rules with the article each rests on, the foot of the public pages, and who witnesses the log.
 */
import { setQuery, useAddress } from '../../../console/router.tsx'
import { ofWhole } from '../../../console/whole.ts'
import { Footer } from './Footer.tsx'
import { RuleList } from './RuleList.tsx'
import { Witness } from './Witness.tsx'

const tabs = [
  ['rules', '期限和规则'],
  ['footer', '公开网站页脚'],
  ['witness', '存证见证'],
] as const

export default function Settings() {
  const asked = useAddress().query.get('tab')
  const tab = tabs.find(([key]) => key === asked)?.[0] ?? 'rules'
  return (
    <div className="page">
      <h1>{ofWhole('县级设置')}</h1>
      <div className="tabs" role="tablist" aria-label="设置">
        {tabs.map(([key, name]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={tab === key}
            aria-controls="tab-panel"
            onClick={() => setQuery({ tab: key })}
          >
            {name}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'rules' ? <RuleList /> : tab === 'footer' ? <Footer /> : <Witness />}
      </div>
    </div>
  )
}
