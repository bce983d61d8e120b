/** The form as a JSON file: taken along to another county, and taken in again. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useRef } from 'react'
import { askedFormSchema, type AskedForm } from '../../../../../kernel/asked/asked.schema.ts'
import { jsonSchemaOf } from '../../../../../kernel/asked/jsonSchema.ts'
import { jsonOf, saveJson } from './jsonFile.ts'
import { tell, tellWrong } from '../../../../../console/parts/tell.tsx'

export function Transfer({ form, name, onForm }: { form: AskedForm; name: string; onForm: (form: AskedForm) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    try {
      onForm(read(await file.text()))
      tell('读进来了。不对的话可以撤销。')
    } catch (error) {
      tellWrong(error)
    }
    input.current!.value = ''
  }
  return (
    <>
      <Button onClick={() => saveJson(`${name}.json`, form)}>导出表单</Button>
      <Button onClick={() => saveJson(`${name}.schema.json`, jsonSchemaOf(form, 'urn:sunlit:form', name))}>
        导出 JSON Schema
      </Button>
      <Button onClick={() => input.current?.click()}>导入表单</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="选表单文件"
        accept=".json,application/json"
        onChange={(e) => void take(e.target.files?.[0])}
      />
    </>
  )
}

function read(text: string): AskedForm {
  const json = jsonOf(text, '从这里导出的表单文件')
  const parsed = askedFormSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const whole = json !== null && typeof json === 'object' && Array.isArray((json as { sections?: unknown }).sections)
  throw new Error(
    whole
      ? `文件里的表单不对：${parsed.error.issues
          .slice(0, 3)
          .map((i) => `${i.path.join('.')} ${i.message}`)
          .join('；')}。`
      : '这个文件里没有表单。',
  )
}
