/** Findings: what the guard tells a person. No finding ever repeats the number it found. */
import { isReason } from '../forms/problem.ts'
import { maskHit } from './detect.ts'
import type { FindingKind, Hit, Severity } from './hits.ts'

/** `row` counts from 0; `start` and `end` are places in that text. `attachment` is the file's id. */
export interface Where {
  row?: number
  column?: string
  field?: string
  attachment?: string
  start: number
  end: number
}

export interface Finding {
  /** Names the finding for a confirmation; stays the same while text and place stay. */
  key: string
  kind: FindingKind
  severity: Severity
  where: Where
  /** Masked. */
  excerpt: string
  /** What was found, where, what to do. */
  say: string
}

/** Findings of one text. `place` begins the sentence: "第 3 行「备注」". */
export function findingsOf(
  hits: readonly Hit[],
  text: string,
  place: string,
  where: Omit<Where, 'start' | 'end'>,
): Finding[] {
  return hits.map((hit) => {
    const excerpt = maskHit(hit, text)
    return {
      key: keyOf(hit.kind, where, excerpt),
      kind: hit.kind,
      severity: hit.severity,
      where: { ...where, start: hit.start, end: hit.end },
      excerpt,
      say: sentence(hit, place, excerpt),
    }
  })
}

export function keyOf(kind: FindingKind, where: Omit<Where, 'start' | 'end'>, excerpt: string): string {
  return [kind, where.attachment ?? where.field ?? where.column ?? '', where.row ?? '', excerpt].join('|')
}

const reason = '确需公开的，请写明理由'

function sentence(hit: Hit, place: string, excerpt: string): string {
  const at = `${place}出现`
  switch (hit.kind) {
    case 'id':
      return hit.severity === 'refuse'
        ? `${at}身份证号 ${excerpt}，不能公开，请删去。`
        : `${at}与身份证号相同写法的编号 ${excerpt}，请核对：是身份证号就删去，确是编号请写明理由。`
    case 'idLike':
      return `${at}疑似身份证号 ${excerpt}（最后一位校验不对），请核对：是身份证号就删去，是合同、资产等编号请写明理由。`
    case 'oldId':
      return `${at}${hit.severity === 'refuse' ? '' : '疑似'} 15 位旧身份证号 ${excerpt}，${hit.severity === 'refuse' ? '不能公开，请删去。' : '请核对：是就删去，不是请写明理由。'}`
    case 'passport':
      return `${at}护照、通行证等证件号 ${excerpt}，${hit.severity === 'refuse' ? '不能公开，请删去。' : '请核对：是就删去，不是请写明理由。'}`
    case 'mobile':
      return hit.severity === 'warn'
        ? `${at}手机号 ${excerpt}，请确认是对外公布的工作手机。`
        : hit.severity === 'ask'
          ? `${at}像手机号的编号 ${excerpt}，请核对：是手机号就删去，不是请写明理由。`
          : `${at}个人手机号 ${excerpt}，不能公开，请删去或改成办公电话。`
    case 'landline':
      return `${at}固定电话 ${excerpt}，是住宅电话请删去；是单位电话，${reason}。`
    case 'handle':
      return `${at}微信号、QQ号或邮箱 ${excerpt}，是个人的请删去；是单位的，${reason}。`
    case 'plate':
      return `${at}车牌号 ${excerpt}，是个人的车请删去。`
    case 'bank':
      return hit.severity === 'refuse'
        ? `${at}银行卡号 ${excerpt}，不能公开，请删去。`
        : `${at}疑似银行账号 ${excerpt}，是个人账号请删去；${reason}。`
    case 'creditCode':
      return `${at}统一社会信用代码 ${excerpt}，单位的可以公开，请确认；个体户涉及个人的请删去。`
    case 'address':
      return hit.severity === 'refuse'
        ? `${at}详细住址（${excerpt}），不能公开，请只写到村民小组。`
        : `${at}门牌地址（${excerpt}），是个人住址请只写到村民小组；是办公或项目地点，${reason}。`
    case 'header':
    case 'fileName':
    case 'owner':
      return `${at}${excerpt}。`
  }
}

/**
 * Findings that still stop a publication: whatever is refused, and what was asked without an answer of at least four
 * characters.
 */
export function blocking(findings: readonly Finding[], reasons: Readonly<Record<string, string>> = {}): Finding[] {
  return findings.filter((f) => f.severity === 'refuse' || (f.severity === 'ask' && !isReason(reasons[f.key])))
}
