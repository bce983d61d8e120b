/** Whom a complaint may mean, however it is written: they must not be the ones who get it. */
import { describe, expect, test } from 'vitest'
import { accusedIn, meant, namedIn, namesSomebody, type PostHolder } from './named.ts'

const holder = (name: string, post: string, f: PostHolder['function'], level: string, place: string): PostHolder => ({
  personId: name,
  name,
  post,
  function: f,
  level,
  place,
  own: level === 'village',
})
const holders = [
  holder('刘长林', '村党组织书记', 'signer', 'village', '柳湾村'),
  holder('董强', '村务监督委员会主任', 'reviewer', 'village', '柳湾村'),
  holder('王守义', '村民委员会主任', 'director', 'village', '柳湾村'),
  holder('江富晓', '村务公开专职人员', 'drafter', 'village', '柳湾村'),
  holder('欧阳慧', '代办员', 'agent', 'village', '柳湾村'),
  holder('买买提·艾力', '网格员', 'responder', 'village', '柳湾村'),
  holder('赵敏', '乡镇分管领导', 'township_leader', 'township', '清溪镇'),
  holder('钱进', '部门分管领导', 'bureau_leader', 'bureau', '晴川县农业农村局'),
]
const who = (about: string) => meant(about, holders).map((h) => h.name)

describe('in a free text, by the halves of the characters, or a short name as it sounds', () => {
  test.each([
    ['刘长木木收了我两千块钱', '刘长林'],
    ['文刀长木木收了我两千块钱', '刘长林'],
    ['董弓虽把路灯钱装进自己兜里', '董强'],
    ['董墙把路灯钱装进自己兜里', '董强'],
    ['办证要给赵闵送烟送酒，赵闵收了礼才办', '赵敏'],
  ])('%s', (text, name) =>
    expect([...namedIn(text, holders), ...accusedIn(text, holders)].map((h) => h.name)).toContain(name),
  )
  test.each([
    '木木的补贴没到',
    '木材、林木被人贪了',
    '院墙被人打倒了，没人管',
    '董事长收了我两千块钱',
    '门口的木木林收费',
  ])('%s', (text) => expect([...namedIn(text, holders)].map((h) => h.name)).toEqual([]))
})

describe('by name, in any writing', () => {
  test.each([
    '刘长林',
    '刘 长 林',
    '刘长林书记',
    '刘\u200b长\u200b林',
    '刘·长·林',
    '刘-长-林（书记）',
    '就是那个刘　长林',
    '柳湾村刘长林',
  ])('%s', (about) => expect(who(about)).toEqual(['刘长林']))
  test.each(['买买提·艾力', '买买提艾力', '买买提•艾力', '买买提・艾力'])('%s', (about) =>
    expect(who(about)).toEqual(['买买提·艾力']),
  )
})

describe('by the name as somebody writes who only heard it', () => {
  test.each([
    ['劉長林', '刘长林'],
    ['刘常林', '刘长林'],
    ['流氓柳昌林', '刘长林'],
    ['liu changlin', '刘长林'],
    ['Liú Chánglín', '刘长林'],
    ['LIUCHANGLIN', '刘长林'],
    ['LCL', '刘长林'],
    ['l c l 书记', '刘长林'],
    ['Liu书记', '刘长林'],
    ['L书记', '刘长林'],
    ['劉書記', '刘长林'],
    ['刘书计', '刘长林'],
    ['文刀长林', '刘长林'],
    ['文刀刘书记', '刘长林'],
    ['刘*林', '刘长林'],
    ['刘长X', '刘长林'],
    ['刘**', '刘长林'],
    ['长林', '刘长林'],
    ['长林书记', '刘长林'],
    ['wang shouyi', '王守义'],
    ['三横王主任', '王守义'],
    ['汪守一', '王守义'],
    ['走肖敏', '赵敏'],
    ['zhao副镇长、赵民', '赵敏'],
    ['欧阳惠', '欧阳慧'],
    ['艾力', '买买提·艾力'],
  ])('%s', (about, name) => expect(who(about)).toContain(name))
  test.each(['柳湾村的老百姓', '常林机械公司', '外地的林老板', '邻居'])('nobody of ours: %s', (about) =>
    expect(who(about)).toEqual([]),
  )
})

describe('in the text of a complaint', () => {
  test.each([
    ['刘常林把钱装进了口袋', ['刘长林']],
    ['去年赵副镇长来过', ['赵敏']],
    ['王 守 仪不给办', ['王守义']],
    ['劉長林收了錢', ['刘长林']],
    ['劉書記收了錢', ['刘长林']],
    ['刘\n长\n林收了钱', ['刘长林']],
    ['\u202e林长刘\u202c 收了钱', ['刘长林']],
    ['liu chang lin 收了钱', ['刘长林']],
    ['Liú Chánglín收了钱', ['刘长林']],
    ['LCL收了钱', ['刘长林']],
    ['ｌ．ｃ．ｌ．收了钱', ['刘长林']],
    ['L书记收了钱', ['刘长林']],
    ['刘某某收了钱', ['刘长林']],
    ['刘某林收了钱', ['刘长林']],
    ['刘XX收了钱', ['刘长林']],
    ['刘××收了钱', ['刘长林']],
    ['刘☓☓收了钱', ['刘长林']],
    ['姓刘的书记收了钱', ['刘长林']],
    ['书记老刘收了钱', ['刘长林']],
    ['文刀长林收了钱', ['刘长林']],
    ['歐陽慧不給辦', ['欧阳慧']],
    ['他流浪常常住在林子里，干部也不管，镇里也去过', []],
    ['村里的wifi不好用，lc公司来修过', []],
    ['董姓干部收礼', ['董强']],
    ['王？义收钱', ['王守义']],
    ['是不是找老王？他说修路', []],
    ['老刘家的路灯坏了，刘姓祠堂那边也没有灯', []],
  ])('%s', (text, names) => expect(namedIn(text, holders).map((h) => h.name)).toEqual(names))
})

describe('as people call somebody whom they know', () => {
  test.each([
    ['刘叔', '刘长林'],
    ['刘老板', '刘长林'],
    ['刘家老大', '刘长林'],
    ['林哥', '刘长林'],
    ['阿林', '刘长林'],
    ['长林叔', '刘长林'],
    ['书记长林', '刘长林'],
    ['刘长lin', '刘长林'],
    ['liu长林', '刘长林'],
    ['刘cl', '刘长林'],
    ['LSJ', '刘长林'],
    ['强子', '董强'],
    ['小慧', '欧阳慧'],
    ['小欧', '欧阳慧'],
    ['ou yang', '欧阳慧'],
    ['cunzhang', '王守义'],
    ['村zhang', '王守义'],
    ['書記', '刘长林'],
    ['村财务', '江富晓'],
    ['赵镇', '赵敏'],
    ['钱局', '钱进'],
    ['农业局', '钱进'],
    ['民政所的人', '赵敏'],
    ['政府的人', '赵敏'],
  ])('%s', (about, name) => expect(who(about)).toContain(name))
  test.each(['土皇帝', '村霸', '那几个村官', '管事的'])('the village’s cadres: %s', (about) =>
    expect(who(about)).toContain('刘长林'),
  )
})

describe('by the post alone, where a wrong or a relative is told of it', () => {
  test.each([
    ['村支书收了我2000块才给办', '刘长林'],
    ['書記您好。村 支 书 把 钱 私 吞 了', '刘长林'],
    ['会计的小舅子承包了鱼塘', '江富晓'],
    ['书记家的亲戚吃低保', '刘长林'],
    ['村长打人', '王守义'],
    ['长林哥贪了我们的补助款', '刘长林'],
    ['老刘收了钱', '刘长林'],
    ['代办员吃拿卡要', '欧阳慧'],
    ['镇领导包庇', '赵敏'],
    ['村支书一家占了地', '刘长林'],
    ['会计做假账', '江富晓'],
    ['管低保的书记收红包', '刘长林'],
    ['老刘当书记这几年就没干好事', '刘长林'],
    ['村委主任把集体的鱼塘包给自己哥', '王守义'],
    ['王头儿把补贴扣了', '王守义'],
    ['监督主任跟他们一伙的', '董强'],
    ['欧阳收了我一百块', '欧阳慧'],
    ['小江造假账', '江富晓'],
    ['赵镇收了礼', '赵敏'],
    ['敏姐收了礼', '赵敏'],
    ['村主任要跑腿费', '王守义'],
  ])('%s', (text, name) => {
    expect(accusedIn(text, holders).map((h) => h.name)).toContain(name)
    expect(namesSomebody(text, holders)).toBe(true)
  })
  test.each([
    '村干部优亲厚友',
    '村两委都吃喝',
    '村里的头头收钱',
    '当官的收了我两千块',
    '管低保的干部收红包',
    '刘*林要钱',
    '我们村的老大收红包',
    '村头儿的小舅子包了工程',
    '当家的把地卖了',
    '姓刘的那个当官的收了我五百',
    '代办的那女的收手续费',
    '村干部合伙分了征地款',
  ])('whoever is in office, or behind a sign, is asked about: %s', (text) =>
    expect(namesSomebody(text, holders)).toBe(true),
  )
  test.each([
    '村干部来看过了，还没修',
    '请村委会修路',
    '领导好，路灯坏了',
    '村主任让我来报路灯坏了',
    '书记您好，我家门口水管破了',
    '会计说要我自己来反映，垃圾没人收',
    '网格员告诉我可以在这里写。有人把垃圾钱收了没人扫',
    '刘家湾的桥断了',
    '王家坝的水渠堵了，没钱修',
    '老刘家的路灯坏了',
    '家里的老人要低保',
    '赵家村的狗咬人',
    '水费收了两次',
    '村里老大爷家的路灯坏了',
    '我们村老大难的路还没修',
    '李镇有家店收旧货，小石子把路堵了',
    '村干部把慰问品送来了，谢谢',
  ])('only mentioned: %s', (text) => expect(namesSomebody(text, holders)).toBe(false))
})

describe('a surname that is a word too', () => {
  const people = [
    '石建国',
    '金秀英',
    '马德胜',
    '钱永和',
    '白玉兰',
    '黄长河',
    '龙云飞',
    '牛大力',
    '路平',
    '米永丰',
    '全有',
    '包国庆',
  ]
  const named = people.map((name) => holder(name, '村党组织书记', 'signer', 'village', '柳湾村'))
  test.each([
    '有人用石头打人',
    '村里有小金库，把钱私分了',
    '大石头压在我家地里，强占了我家的地',
    '他们收了钱会不会退',
    '骗钱，奖金总额对不上',
    '水龙头坏了，收了钱不修',
    '包工头打人，欠工钱',
    '马路上停车收钱，态度差',
    '老牛吃了我家的菜，他还打人',
    '大黄狗咬人，主人骂人',
    '全村人都知道他造假',
    '钱老实交了，没给收据，收了两次钱',
    '建国路有人打人',
    '长河边有人打架骂人',
    '小米加价骗钱',
    '老白干是假酒，骗钱',
  ])('accuses nobody of ours: %s', (text) => expect(accusedIn(text, named)).toEqual([]))
  test.each([
    ['老金收了钱', '金秀英'],
    ['白姐骂人', '白玉兰'],
    ['姓钱的贪了', '钱永和'],
    ['建国叔打人', '石建国'],
    ['马老板霸占水井', '马德胜'],
  ])('%s', (text, name) => expect(accusedIn(text, named).map((h) => h.name)).toEqual([name]))
})

describe('by surname and title', () => {
  test.each([
    ['刘书记', '刘长林'],
    ['老刘', '刘长林'],
    ['姓刘的', '刘长林'],
    ['刘某', '刘长林'],
    ['刘支书', '刘长林'],
    ['王主任', '王守义'],
    ['王 村长', '王守义'],
    ['江会计', '江富晓'],
    ['欧阳代办', '欧阳慧'],
    ['赵副镇长', '赵敏'],
    ['农业农村局钱局长', '钱进'],
  ])('%s', (about, name) => expect(who(about)).toContain(name))
})

describe('by post, by unit', () => {
  test.each([
    ['村支书', ['刘长林']],
    ['书记', ['刘长林']],
    ['村主任', ['王守义']],
    ['代办员态度不好', ['欧阳慧']],
    ['网格员', ['买买提·艾力']],
    ['镇领导', ['赵敏']],
    ['农业农村局', ['钱进']],
    ['村里的一把手', ['刘长林', '王守义']],
    ['大队管账的', ['江富晓']],
  ])('%s', (about, names) => expect(who(about)).toEqual(expect.arrayContaining(names)))
  test('the village’s cadres are all of them', () =>
    expect(who('村干部都不管')).toEqual(['刘长林', '董强', '王守义', '江富晓', '欧阳慧', '买买提·艾力']))
})

test.each(['隔壁张三', '外村来的包工头', ''])('nobody of ours: %s', (about) => expect(who(about)).toEqual([]))

describe('posts that no row holds, and other words for units', () => {
  const village = holders.filter((h) => h.own).map((h) => h.name)
  test.each([
    '三组组长收了我两千块',
    '队长把水渠的钱吞了',
    '我们村民代表的小舅子承包了鱼塘',
    '妇女主任克扣补贴',
    '电工乱收钱，不给钱就停电骂人',
  ])('%s: nobody of the village gets it', (text) =>
    expect(accusedIn(text, holders).map((h) => h.name)).toEqual(village),
  )
  test.each(['三组组长让我来问医保', '请组长们来开会', '电工说变压器坏了', '村民代表大会什么时候开', '队长，路灯不亮'])(
    'nobody is accused: %s',
    (text) => expect(accusedIn(text, holders)).toEqual([]),
  )
  test.each(['刘厂长收了我两千块', '江会计把钱吞了', '董社长打人', '王经理把补贴克扣了'])(
    'by another title: %s',
    (text) => expect(accusedIn(text, holders).map((h) => h.name[0])).toContain(text[0]),
  )
  test.each([
    ['农委的人收钱', '晴川县农业农村局'],
    ['农办', '晴川县农业农村局'],
    ['卫健委', '晴川县卫生健康局'],
    ['人社局', '晴川县人力资源社会保障局'],
    ['住建局', '晴川县住房城乡建设局'],
    ['文旅局', '晴川县文化广电旅游局'],
  ])('%s is %s', (about, place) =>
    expect(meant(about, [holder('钱进', '部门分管领导', 'bureau_leader', 'bureau', place)])).toHaveLength(1),
  )
  test.each(['民办学校', '停办了', '农民', '文化大院'])('no unit: %s', (about) =>
    expect(
      meant(about, [
        holder('钱进', '部门分管领导', 'bureau_leader', 'bureau', '晴川县民政局'),
        holder('孙进', '部门分管领导', 'bureau_leader', 'bureau', '晴川县农业农村局'),
        holder('李进', '部门分管领导', 'bureau_leader', 'bureau', '晴川县文化广电旅游局'),
      ]),
    ).toEqual([]),
  )
})
