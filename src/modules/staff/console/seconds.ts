/** At one's own place a post is changed by two persons together. */
import { secondFields } from '../../../console/parts/second.ts'
import type { People } from './People.tsx'

export const seconds = (people: People) =>
  people.second ? secondFields('一起签的另一位：用户名', '本级的岗位变动要两个人一起办', true) : []
