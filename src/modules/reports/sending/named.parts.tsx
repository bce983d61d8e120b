/** Somebody in office is named in what is no complaint about a person: asked before they read it. */
import { Choices } from '../../../web/field.tsx'
import { reportKinds } from '../reports.schema.ts'

/** In the form of a new report: a complaint is a kind of its own there. */
export function NamedPerson({ shown }: { shown: boolean }) {
  return (
    <div class="note" role="alert" data-named-box hidden={!shown}>
      <p>
        <strong>您写到了干部的名字</strong>
      </p>
      <p>
        如果是对这个人有意见，请在下面选“{reportKinds.person}
        ”：不经过他本人，直接交给上级，他看不到。只是提到他，就按“仍要提交”。
      </p>
    </div>
  )
}

/** In what is added to a report: asked once, there when it is asked (the page's script shows what an error names). */
export function Meant({ value, error }: { value: string; error: string | undefined }) {
  return (
    <div hidden={error === undefined && value === ''}>
      <Choices
        name="meant"
        legend="您是对写到的这个人有意见吗？"
        value={value}
        error={error}
        choices={[
          { value: 'about', text: '是，对这个人有意见', help: '不经过他本人，他看不到这件事' },
          { value: 'mention', text: '不是，只是提到他' },
        ]}
      />
    </div>
  )
}
