/** What the sample packs leave open ("请填主办单位", "示例村", my-county) and a county has not filled in yet. */
import type { Fault } from '../fault.ts'
import type { PackedPlaces } from './places.part.ts'
import type { PackedSettings } from './settings.part.ts'

const open = /^(?:请(?:改成|填)|示例|my-county$)/
const remedy = '请换成本县的。'

export function unfilledIn({ county }: PackedSettings, places: PackedPlaces): Fault[] {
  const own: [field: string, text: string][] = county
    ? [
        ['code', county.code],
        ['name', county.name],
        ...Object.entries(county.footer).map(([key, text]): [string, string] => [`footer.${key}`, text]),
      ]
    : []
  return [
    ...(county?.province === ''
      ? [
          {
            file: 'county.json',
            line: 0,
            field: 'province',
            say: '没有写在哪个省，省里的规定就算不进来。',
            remedy: '请加上 "province"，例如 "河北省"。',
          },
        ]
      : []),
    ...own
      .filter(([, text]) => open.test(text))
      .map(([field, text]): Fault => ({ file: 'county.json', line: 0, field, say: `还是样本里的“${text}”。`, remedy })),
    ...places.regions.rows
      .filter((r) => open.test(r.value.name) || open.test(r.value.slug))
      .map(
        (r): Fault => ({
          file: 'regions.csv',
          line: r.line,
          field: '名称',
          say: `还是样本里的“${open.test(r.value.name) ? r.value.name : r.value.slug}”。`,
          remedy,
        }),
      ),
  ]
}
