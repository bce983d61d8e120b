/** Whether what was typed is safe: saved at, saving, kept on this device. */
import { Note } from '../../../../console/parts/Note.tsx'
import { sayClock } from '../../../../console/parts/time.ts'
import type { Draft } from './useDraft.ts'

export function Saved({ draft }: { draft: Draft }) {
  const { state } = draft
  if (state.kind === 'offline')
    return (
      <Note kind="warn" role="status">
        {state.why === 'network' ? '没有连上网络。' : '登录已经过期。'}
        {state.kept
          ? `您填的内容已留在这台设备上，${state.why === 'network' ? '连上' : '再登录'}后自动保存，请不要换设备填。`
          : '这台设备存不下内容，请先不要关闭页面。'}{' '}
        <button type="button" className="plain" onClick={() => void draft.save()}>
          现在再试
        </button>
      </Note>
    )
  if (state.kind === 'stopped')
    return (
      <Note kind="wrong" role="alert">
        {state.say} 您的改动还留在这台设备上。
      </Note>
    )
  if (state.kind === 'conflict') return <p className="saved">没有保存：有人先存了</p>
  if (state.kind !== 'saved') return <p className="saved quiet">正在保存……</p>
  return (
    <p className="saved quiet" role="status">
      {state.at ? `已保存 ${sayClock(state.at)}` : '填的内容会自动保存'}
    </p>
  )
}
