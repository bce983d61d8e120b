/**
 * Opens a notice by the code on its public page, or by that page's address: the quickest way from what somebody saw to
 * what can be done.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { go } from '../../../../console/router.tsx'

export function ByCode() {
  const [code, setCode] = useState('')
  const [error, setError] = useState('')
  const open = () =>
    ask(api.notices.$get({ query: { code } })).then(
      ({ id }) => go(`/notices/${id}?page=1`),
      (e: unknown) => setError(sentenceOf(e)),
    )
  return (
    <form
      className="filters"
      onSubmit={(e) => {
        e.preventDefault()
        void open()
      }}
    >
      <label>
        公开编号或网址
        <input
          className="plain-input"
          value={code}
          maxLength={200}
          onChange={(e) => {
            setCode(e.target.value)
            setError('')
          }}
        />
      </label>
      <Button htmlType="submit" disabled={code.trim() === ''}>
        打开
      </Button>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
    </form>
  )
}
