/** The provinces by name and by the two digits that begin a statistical code. */
import { plainText } from '../../platform/plainText.ts'

/** The provinces, autonomous regions and municipalities of the mainland with their two leading digits (GB/T 2260). */
const provinces: ReadonlyMap<string, string> = new Map([
  ['11', '北京市'],
  ['12', '天津市'],
  ['13', '河北省'],
  ['14', '山西省'],
  ['15', '内蒙古自治区'],
  ['21', '辽宁省'],
  ['22', '吉林省'],
  ['23', '黑龙江省'],
  ['31', '上海市'],
  ['32', '江苏省'],
  ['33', '浙江省'],
  ['34', '安徽省'],
  ['35', '福建省'],
  ['36', '江西省'],
  ['37', '山东省'],
  ['41', '河南省'],
  ['42', '湖北省'],
  ['43', '湖南省'],
  ['44', '广东省'],
  ['45', '广西壮族自治区'],
  ['46', '海南省'],
  ['50', '重庆市'],
  ['51', '四川省'],
  ['52', '贵州省'],
  ['53', '云南省'],
  ['54', '西藏自治区'],
  ['61', '陕西省'],
  ['62', '甘肃省'],
  ['63', '青海省'],
  ['64', '宁夏回族自治区'],
  ['65', '新疆维吾尔自治区'],
])

export const provinceNames: readonly string[] = [...provinces.values()]

const bare = (name: string) => name.replace(/(?:壮族|回族|维吾尔)?自治区$|[省市]$/, '')

/** The province that is meant, by its full or bare name (河北, 广西); nothing where there is none. */
export function provinceNamed(text: string): string | undefined {
  const wanted = plainText(text).replaceAll(/\s/g, '')
  return provinceNames.find((name) => name === wanted || bare(name) === wanted)
}

/** The province of a statistical code: 130925 is in 河北省. */
export const provinceOfCode = (code: string): string | undefined => provinces.get(code.slice(0, 2))
