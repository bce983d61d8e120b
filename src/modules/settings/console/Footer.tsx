/** What stands at the foot of every public page: sponsor, operator, filing numbers. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { Note } from '../../../console/parts/Note.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import { useMe } from '../../../console/me.ts'

const labels = {
  sponsor: '主办单位',
  operator: '承办单位',
  phone: '联系电话',
  icp: 'ICP 备案号',
  police: '公安备案号',
  siteCode: '政府网站标识码',
} as const
type Key = keyof typeof labels
type Values = Partial<Record<Key, string>>

export function Footer() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => ask(api.settings.$get()) })
  return (
    <Shown query={settings} what="页脚">
      {(s) => <FooterForm start={(s.settings.find((x) => x.code === 'footer')?.value ?? {}) as Values} />}
    </Shown>
  )
}

function FooterForm({ start }: { start: Values }) {
  const me = useMe()
  const queries = useQueryClient()
  const [values, setValues] = useState(start)
  const [error, setError] = useState('')
  const edits = me.data?.may.includes('settings.edit') === true
  const save = () =>
    ask(api.settings.footer.$post({ json: values })).then(
      () => {
        setError('')
        tell('存好了，公开网站马上更新。')
        return queries.invalidateQueries({ queryKey: ['settings'] })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
  return (
    <form
      className="sheet"
      onSubmit={(e) => {
        e.preventDefault()
        void save()
      }}
    >
      {(Object.keys(labels) as Key[]).map((key) => (
        <label key={key} className="field">
          <span>{labels[key]}</span>
          <input
            className="plain-input"
            value={values[key] ?? ''}
            maxLength={80}
            disabled={!edits}
            onChange={(e) => setValues({ ...values, [key]: e.target.value })}
          />
        </label>
      ))}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      {edits ? (
        <Button type="primary" htmlType="submit">
          存下
        </Button>
      ) : (
        <p className="quiet">由县管理员修改。</p>
      )}
    </form>
  )
}
