/** zod's findings as sentences for people at a county's centre. */
import type { z } from 'zod'

/** Why the guard looks at what a pack says: the road by the console is guarded, and this is the same road. */
export const everybodyReads = '县包里写的，村民都看得到。'

export type Sentence = { say: string; remedy: string }

/** `name` is the column or path as people see it; `words` are the Chinese words of a coded field, if it is one. */
export function sentenceOf(issue: z.core.$ZodIssue, name: string, words: readonly string[] = []): Sentence {
  // Only this sentence names what may be chosen: before the schema's own words.
  if (issue.code === 'invalid_value') {
    const choices = words.length > 0 ? words : issue.values.map((value) => (value === '' ? '（空着）' : String(value)))
    return { say: `“${name}”不在可选范围。`, remedy: `请改成其中之一：${choices.join('、')}。` }
  }
  if (issue.code === 'unrecognized_keys')
    return { say: `“${name}”里有不认识的内容：${issue.keys.join('、')}。`, remedy: '请删去，或者改成说明里的写法。' }
  if (/[\u4e00-\u9fff]/.test(issue.message))
    return { say: `“${name}”不对：${issue.message}。`, remedy: '请照提示改正。' }
  if (issue.code === 'too_small')
    return {
      say: `“${name}”太小或太短。`,
      remedy:
        issue.origin === 'string' || issue.origin === 'array'
          ? `至少要有 ${issue.minimum} 个。`
          : `不得小于 ${issue.minimum}。`,
    }
  if (issue.code === 'too_big')
    return {
      say: `“${name}”太大或太长。`,
      remedy:
        issue.origin === 'string' || issue.origin === 'array'
          ? `最多 ${issue.maximum} 个。`
          : `不得大于 ${issue.maximum}。`,
    }
  if (issue.code === 'invalid_format') return { say: `“${name}”的写法不对。`, remedy: '请参照示例县同一文件的写法。' }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return { say: `缺少“${name}”。`, remedy: '请补上，写法参照示例县的同一文件。' }
  if (issue.code === 'invalid_type')
    return { say: `“${name}”应当是${typeWords[issue.expected] ?? issue.expected}。`, remedy: '请改成这种写法。' }
  return { say: `“${name}”不对。`, remedy: '请参照示例县同一文件的写法。' }
}

const typeWords: Record<string, string> = {
  string: '文字（放在英文双引号里）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表（放在 [ ] 里）',
  object: '一组内容（放在 { } 里）',
  record: '一组内容（放在 { } 里）',
}
