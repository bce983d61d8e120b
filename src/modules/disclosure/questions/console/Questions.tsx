/** What villagers ask and doubt: decide whether it is shown, answer it within the limit. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import { questionKinds } from './kinds.ts'
import { QuestionCard } from './QuestionCard.tsx'

export default function Questions() {
  const { query } = useAddress()
  const open = query.get('all') === null
  const chosen = query.get('id')
  const kind = query.get('kind') ?? ''
  const questions = useQuery({
    queryKey: ['questions', open],
    queryFn: () => ask(api.questions.$get({ query: open ? { open: '1' } : {} })),
  })
  return (
    <div className="page">
      <h1>村民提问</h1>
      <div className="filters">
        <label className="check">
          <input
            type="checkbox"
            checked={open}
            onChange={(e) => setQuery({ all: e.target.checked ? undefined : '1', id: undefined })}
          />
          <span>只看还没答复的</span>
        </label>
        <label>
          种类
          <select value={kind} onChange={(e) => setQuery({ kind: e.target.value })}>
            <option value="">全部</option>
            {Object.entries(questionKinds).map(([k, n]) => (
              <option key={k} value={k}>
                {n}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Shown query={questions} what="提问">
        {({ questions: all }) => {
          const shown = all.filter((q) => kind === '' || q.kind === kind)
          const first = shown.filter((q) => q.id === chosen)
          return (
            <>
              {shown.length === 0 && <Nothing>{open ? '没有等着答复的提问。' : '还没有村民提问。'}</Nothing>}
              {[...first, ...shown.filter((q) => q.id !== chosen)].map((q) => (
                <QuestionCard key={q.id} question={q} chosen={q.id === chosen} />
              ))}
            </>
          )
        }}
      </Shown>
    </div>
  )
}
