/** One service as a JSON file, out and in. */
import { serviceSchema, type Service } from '../services.schema.ts'
import { jsonOf, saveJson } from './builder/jsonFile.ts'

export const exportService = (service: Service): void =>
  saveJson(`${service.code === '' ? '新事项' : service.code} ${service.name}.json`, service)

/** @throws Error with what is wrong in the file. What a service lacks only in sense is told in the editor. */
export function readService(text: string): Service {
  const parsed = serviceSchema.safeParse(jsonOf(text, '从这里导出的事项文件'))
  if (parsed.success) return parsed.data
  throw new Error(
    `文件里的事项不对：${parsed.error.issues
      .slice(0, 3)
      .map((i) => `${i.path.join('.')} ${i.message}`)
      .join('；')}。`,
  )
}
