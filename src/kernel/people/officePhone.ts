/** Office numbers are public; a mobile number is somebody's own, and nothing else that is private belongs there. */
import { refusePersonal } from '../guard/index.ts'
import { invalid } from '../../platform/errors.ts'

/** As it is kept. 422 in the field `officePhone`. */
export function officePhone(text: string): string {
  const phone = text.trim()
  if (phone.length > 30) throw invalid('办公电话太长，最多 30 个字。', { field: 'officePhone' })
  refusePersonal(phone, 'officePhone')
  return phone
}
