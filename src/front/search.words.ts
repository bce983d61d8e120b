/** The words villagers use for what the catalogue calls otherwise; what is typed is looked for in both. */
const otherWords: readonly (readonly [typed: string, written: string])[] = [
  ['低保', '最低生活保障'],
  ['五保', '特困人员'],
  ['账目', '收支'],
  ['账本', '收支'],
  ['花钱', '支出'],
  ['进账', '收入'],
  ['欠账', '债务'],
  ['欠款', '债务'],
  ['存款', '银行存款'],
  ['工资', '报酬'],
  ['补助', '补贴'],
  ['粮补', '耕地地力保护'],
  ['种粮补贴', '耕地地力保护'],
  ['老年补贴', '高龄津贴'],
  ['高龄补贴', '高龄津贴'],
  ['残疾补贴', '残疾人两项补贴'],
  ['新农合', '医保'],
  ['合作医疗', '医保'],
  ['养老金', '养老保险'],
  ['盖房', '宅基地'],
  ['建房', '宅基地'],
  ['租地', '承包租赁'],
  ['租金', '承包租赁'],
  ['征地', '征地补偿'],
  ['占地', '征地补偿'],
  ['分红', '收益分配'],
  ['股份', '股权'],
  ['入党', '发展党员'],
  ['选举', '换届选举'],
  ['招标', '招投标'],
  ['投标', '招投标'],
  ['开会', '会议'],
  ['干部', '班子成员'],
  ['当兵', '征兵'],
  ['户口', '户籍'],
  ['清洁工', '保洁'],
  ['扫地', '保洁'],
  ['退林', '退耕还林'],
  ['捐款', '捐赠'],
]

/** Other ways to say what was typed: "低保名单" is also "最低生活保障名单". */
export function alsoCalled(text: string): string[] {
  return otherWords
    .filter(([typed, written]) => text.includes(typed) && !text.includes(written))
    .map(([typed, written]) => text.replaceAll(typed, written))
}

/** True where a name holds what was typed, or the same said otherwise. Words may stand apart. */
export const isCalled = (name: string, text: string): boolean =>
  [text, ...alsoCalled(text)].some((t) => t.split(' ').every((word) => name.includes(word)))
