/** The county's drawing board for forms: what is built here is kept in this browser and taken along as a file. */
import { useCallback, useState } from 'react'
import { askedFormSchema, type AskedForm } from '../../../../../kernel/asked/asked.schema.ts'
import { keepAt, keptAt } from '../../../../../console/kept.ts'
import { blankForm } from '../../../../../console/editor/edit.ts'
import { FormBuilder } from './FormBuilder.tsx'

const place = 'sunlit.formDesign'

export default function FormDesign() {
  const [start] = useState(kept)
  const keep = useCallback((form: AskedForm) => {
    keepAt(place, JSON.stringify(form))
  }, [])
  return (
    <div className="page">
      <h1>办事表单设计</h1>
      <p>
        不用写程序，就能做一张村民填的表：分几部分、问什么、怎么答、什么时候问、要填几行。右边是村民看到的样子。做了一半的表留在这台电脑的浏览器里，要带走请导出。
      </p>
      <FormBuilder start={start} name="办事表单" onForm={keep} />
    </div>
  )
}

function kept(): AskedForm {
  try {
    const parsed = askedFormSchema.safeParse(JSON.parse(keptAt(place) ?? ''))
    return parsed.success ? parsed.data : blankForm
  } catch {
    return blankForm
  }
}
