/** The fields for the second of two persons who sign a change at one's own place together, and what they give to the server. */
import type { Field } from '../../../console/parts/FormDialog.tsx'
import type { People } from './People.tsx'

export const secondFields = (people: People): Field[] =>
  people.second
    ? [
        {
          key: 'second',
          label: '一起签的另一位：用户名',
          hint: '本级的岗位变动要两个人一起办',
          optional: true,
          max: 60,
        },
        { key: 'secondPassword', label: '另一位的密码', type: 'password', optional: true, max: 128 },
        { key: 'secondCode', label: '另一位的动态码', hint: '设了才填', optional: true, max: 7 },
      ]
    : []

export const secondOf = (v: Record<string, string>) =>
  v.second
    ? { username: v.second, password: v.secondPassword ?? '', ...(v.secondCode ? { code: v.secondCode } : {}) }
    : undefined
