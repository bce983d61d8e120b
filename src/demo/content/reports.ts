/** What the fictional county's villagers tell, and how far each matter has come: one of every step of the way. */
import type { Random } from './random.ts'

export type DemoFate =
  | 'new'
  | 'near'
  | 'late'
  | 'team'
  | 'suspended'
  | 'centre'
  | 'asked'
  | 'gathered'
  | 'answered'
  | 'content'
  | 'basic'
  | 'silent'
  | 'again'
  | 'twice'
  | 'raised'
  | 'declined'
  | 'investigated'
  | 'voice'
  | 'mediated'
  | 'ordered'
  | 'done'
export type DemoReport = {
  kind: 'suggestion' | 'question' | 'trouble' | 'danger' | 'dispute' | 'list'
  text: string
  spot: string
  title: string
  category: string
  answer: string
  show: 'handlers' | 'nameless'
}

/** Every fate with its weight: most are done, some wait, few are late. */
export const demoFates: readonly DemoFate[] = [
  'new',
  'near',
  'late',
  'team',
  'suspended',
  'centre',
  'asked',
  'gathered',
  'answered',
  'content',
  'content',
  'basic',
  'silent',
  'again',
  'twice',
  'raised',
  'declined',
  'investigated',
  'content',
  'voice',
  'mediated',
  'ordered',
]

const told: readonly DemoReport[] = [
  {
    kind: 'trouble',
    title: '祠堂边消防栓漏水',
    text: '祠堂边的消防栓一直漏，地上早晨结冰，老人走过怕摔。',
    spot: '祠堂边',
    category: '饮水用水',
    answer: '阀门已经换好，地上的冰也铲了。以后漏水请打村里的值班电话。',
    show: 'nameless',
  },
  {
    kind: 'danger',
    title: '小学门口电线垂下来',
    text: '小学门口的电线垂得很低，孩子伸手能碰到。',
    spot: '村小学门口',
    category: '供电照明',
    answer: '供电所当天把线拉高并换了两个瓷瓶，已经安全。',
    show: 'nameless',
  },
  {
    kind: 'question',
    title: '合作医疗什么时候交',
    text: '在外打工不回来，明年的医保什么时候交，能不能在手机上交？',
    spot: '',
    category: '医保社保',
    answer: '12 月 31 日前交，手机上可以交，不会弄的请把要办的人告诉代办员。',
    show: 'nameless',
  },
  {
    kind: 'suggestion',
    title: '广场装几盏路灯',
    text: '广场晚上黑，跳舞的人多，建议装几盏太阳能灯。',
    spot: '村广场',
    category: '供电照明',
    answer: '已经列入下个月的村民代表会议商量，结果会公布。',
    show: 'nameless',
  },
  {
    kind: 'dispute',
    title: '两家争一条排水沟',
    text: '房后的排水沟两家都说是自己的，下雨水往屋里灌，吵了几次。',
    spot: '二组房后',
    category: '邻里纠纷',
    answer: '调解员上门看了，两家同意沟归公用，一起清淤。',
    show: 'handlers',
  },
  {
    kind: 'trouble',
    title: '垃圾箱满了没人拉',
    text: '五组的垃圾箱满了一个星期没有人拉，味道很大。',
    spot: '五组桥头',
    category: '环境卫生',
    answer: '清运车坏了，已经换车拉走，今后每两天拉一次。',
    show: 'nameless',
  },
  {
    kind: 'list',
    title: '低保名单里有人不符合',
    text: '公布的低保名单里有一户在县里有房有车，请查一查。',
    spot: '',
    category: '社会救助',
    answer: '入户核查过了：车是借的，县里没有房，符合条件，名单不变。',
    show: 'handlers',
  },
  {
    kind: 'trouble',
    title: '灌溉渠堵了',
    text: '下游的灌溉渠堵了，麦子浇不上水，请派人清一清。',
    spot: '东渠二闸',
    category: '农业生产',
    answer: '已经组织清淤 300 米，水放下来了。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '一组路口积水',
    text: '一组路口低，下一点雨就积水，老人绕田埂走。',
    spot: '一组路口',
    category: '道路交通',
    answer: '挖了一条引水沟，路口垫高了十厘米。',
    show: 'nameless',
  },
  {
    kind: 'question',
    title: '高龄补贴从哪个月算',
    text: '我母亲上个月满八十，高龄补贴从哪个月开始发？',
    spot: '',
    category: '社会救助',
    answer: '从满八十周岁的下个月算起，材料代办员已经帮忙交了。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '渡口的救生圈不见了',
    text: '渡口栏杆上的救生圈不见了，孩子常在那里玩水。',
    spot: '渡口',
    category: '治安安全',
    answer: '补挂了两个救生圈，另外立了一块“水深危险”的牌子。',
    show: 'nameless',
  },
  {
    kind: 'suggestion',
    title: '村口加一个候车棚',
    text: '早上等班车的人多，下雨没有地方站，能不能搭个棚？',
    spot: '村口',
    category: '道路交通',
    answer: '县里的候车亭计划报上去了，批下来就搭，先放了一条长凳。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '二组化粪池满了',
    text: '二组公厕的化粪池满了往外流，味道大。',
    spot: '二组公厕',
    category: '环境卫生',
    answer: '吸粪车当天来抽了，定下每季度抽一次。',
    show: 'nameless',
  },
  {
    kind: 'danger',
    title: '老宅的墙往外歪',
    text: '巷子里没有人住的老宅，土墙往外歪，孩子上学从下面过。',
    spot: '老宅巷口',
    category: '住房和宅基地',
    answer: '拉了警戒线，户主回来把危墙拆了。',
    show: 'nameless',
  },
  {
    kind: 'question',
    title: '林地被占怎么补',
    text: '修路占了我家一块林地，补偿按什么标准，什么时候给？',
    spot: '',
    category: '农业生产',
    answer: '按县里公布的标准，名单和金额公示七天以后发到卡里。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '蓄水池盖子没有盖',
    text: '山上蓄水池的盖子被掀了，水里有落叶，人也会掉下去。',
    spot: '山上蓄水池',
    category: '饮水用水',
    answer: '清了池子，换了带锁的盖子，钥匙在水管员手里。',
    show: 'nameless',
  },
  {
    kind: 'suggestion',
    title: '晒谷场装个电表箱',
    text: '晒谷季节拉线太长不安全，能不能在场边装个电表箱？',
    spot: '晒谷场',
    category: '供电照明',
    answer: '供电所来看过，下个月装，用电的人按表交钱。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '三轮车把护栏撞坏了',
    text: '河堤护栏被三轮车撞断一截，晚上看不见。',
    spot: '河堤',
    category: '道路交通',
    answer: '换了两根立柱，贴了反光条。',
    show: 'nameless',
  },
  {
    kind: 'question',
    title: '慢病买药能报多少',
    text: '我有高血压，在村卫生室买药能报多少？',
    spot: '',
    category: '医保社保',
    answer: '办了慢病证的，目录内的药报七成，代办员可以帮忙办证。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '养猪场的污水流到沟里',
    text: '上游养猪场把污水放到沟里，洗菜不敢用。',
    spot: '上游水沟',
    category: '环境卫生',
    answer: '环保站取了水样，养猪场三天内接好了沼气池。',
    show: 'nameless',
  },
  {
    kind: 'trouble',
    title: '小桥的栏杆松了',
    text: '去菜地的小桥栏杆松了，扶着会晃。',
    spot: '菜地小桥',
    category: '道路交通',
    answer: '栏杆重新焊牢，桥面也补平了。',
    show: 'nameless',
  },
  {
    kind: 'suggestion',
    title: '图书室订几份报',
    text: '图书室只有旧书，老人想看报，能不能订几份？',
    spot: '村图书室',
    category: '环境卫生',
    answer: '从这个月起订了三份报，每天上午放在桌上。',
    show: 'nameless',
  },
]

/**
 * Matters of the months before, told, answered and rated: title, words, spot, category, answer. Each stands once in a
 * village.
 */
const closed: readonly (readonly [DemoReport['kind'], string, string, string, string, string])[] = [
  [
    'trouble',
    '二组巷口的路灯不亮',
    '二组巷口的路灯有三晚不亮了，老人出来看不清台阶。',
    '二组巷口',
    '供电照明',
    '换了灯泡和开关，当晚就亮了。',
  ],
  [
    'question',
    '养老认证在手机上怎么做',
    '母亲腿脚不便，养老认证能不能在家里用手机做？',
    '',
    '医保社保',
    '可以。代办员上门教了一次，认证已经通过。',
  ],
  [
    'trouble',
    '河边台阶松动',
    '河边洗菜的台阶有两级松了，踩上去晃。',
    '河边码头',
    '环境卫生',
    '重新砌了两级台阶，加了一段扶手。',
  ],
  [
    'suggestion',
    '晒谷场划一划车位',
    '办喜事时车停满晒谷场，晒谷没有地方，能不能划几条线？',
    '晒谷场',
    '环境卫生',
    '划了十二个车位，农忙时不停车，写在场边牌子上。',
  ],
  [
    'trouble',
    '一组机井水泵坏了',
    '一组的机井水泵坏了，二十来亩秧苗等着水。',
    '一组机井',
    '农业生产',
    '当天借来一台先用，第三天换上修好的水泵。',
  ],
  [
    'danger',
    '村口枯树要倒',
    '村口大枯树歪了，刮风时枝子往路上掉。',
    '村口',
    '环境卫生',
    '请林业站看过，锯掉了枯枝，树用钢索拉住。',
  ],
  [
    'question',
    '种粮补贴按哪年的面积',
    '今年的种粮补贴按哪一年的面积算？我家流转出去的地算谁的？',
    '',
    '农业生产',
    '按实际种粮的人和今年核实的面积算，名单公示时可以核对。',
  ],
  [
    'trouble',
    '卫生室下午没有人',
    '卫生室这个星期下午都关着门，量血压白跑两趟。',
    '村卫生室',
    '医保社保',
    '村医外出培训，已经请镇卫生院派人顶班，时间贴在门上。',
  ],
  ['trouble', '公厕的门坏了', '广场公厕女厕的门关不上。', '村广场', '环境卫生', '换了门和插销。'],
  [
    'suggestion',
    '公开栏的字印大一点',
    '公开栏的字太小，站着看不清，能不能印大一点？',
    '村务公开栏',
    '环境卫生',
    '从这个月起用大字印，另外放一副老花镜。',
  ],
  [
    'trouble',
    '四组自来水发黄',
    '四组的自来水这两天发黄，放一会儿才清。',
    '四组',
    '饮水用水',
    '冲洗了主管道，化验合格，结果贴在公开栏。',
  ],
  [
    'danger',
    '学校门口没有减速带',
    '村小学门口的车开得快，孩子过路危险。',
    '村小学门口',
    '治安安全',
    '装了两条减速带和一块警示牌。',
  ],
  [
    'question',
    '残疾证到期怎么换',
    '残疾证今年到期，要到县里换吗？',
    '',
    '社会救助',
    '不用去县里，材料交给代办员，二十天左右拿新证。',
  ],
  [
    'trouble',
    '排水沟里有死鱼',
    '二组排水沟里有死鱼，味道大。',
    '二组排水沟',
    '环境卫生',
    '当天清了沟，查过上游，是鱼塘翻塘，已经提醒塘主。',
  ],
  [
    'trouble',
    '田间路被压坏了',
    '拉木头的车把田间路压出两道深沟，机子进不去。',
    '东坡田间路',
    '农业生产',
    '车主出料、村里出工，已经填平压实。',
  ],
  [
    'suggestion',
    '图书室周末开门',
    '孩子周末才有空，图书室能不能周末开？',
    '村图书室',
    '环境卫生',
    '周六上午开门，由两位老师轮着值班。',
  ],
  [
    'question',
    '危房改造还能不能报',
    '老屋后墙裂了，今年的危房改造还能报吗？',
    '',
    '住房和宅基地',
    '可以报。乡镇派人看过房子，申请已经交上去。',
  ],
  [
    'trouble',
    '垃圾车把栅栏撞了',
    '垃圾车倒车把菜园的栅栏撞倒了一截。',
    '三组菜园',
    '环境卫生',
    '清运公司已经修好栅栏，司机当面道了歉。',
  ],
  [
    'trouble',
    '网线耷拉在路中间',
    '一组路上的网线掉得很低，三轮车过不去。',
    '一组路口',
    '供电照明',
    '电信公司当天把线重新拉高固定。',
  ],
  [
    'question',
    '医保参保后多久能用',
    '上星期交了明年的医保，什么时候可以用？',
    '',
    '医保社保',
    '明年 1 月 1 日起用，手机上可以查到参保记录。',
  ],
  [
    'trouble',
    '水渠闸门打不开',
    '西渠的闸门锈住了，放不了水。',
    '西渠闸口',
    '农业生产',
    '除锈上油，换了摇柄，已经能开。',
  ],
  [
    'danger',
    '变压器旁边堆柴草',
    '变压器旁边堆了很多柴草，怕起火花。',
    '二组变压器',
    '供电照明',
    '柴草当天搬走，围了栏，写了警示。',
  ],
  [
    'suggestion',
    '老年活动室装一台饮水机',
    '老人打牌要自己带水，能不能装一台饮水机？',
    '老年活动室',
    '社会救助',
    '装好了，水由值日的人换，费用写在支出明细里。',
  ],
  [
    'trouble',
    '村道弯处看不见来车',
    '村道大弯被竹子挡住，看不见来车。',
    '村道大弯',
    '治安安全',
    '砍了挡路的竹子，装了一面凸面镜。',
  ],
]

/** The n-th matter of the months before. */
export function closedReport(n: number): DemoReport {
  const [kind, title, text, spot, category, answer] = closed[n % closed.length]!
  return { kind, title, text, spot, category, answer, show: 'nameless' }
}
export const closedReports = closed.length

/** What is told aloud: the words are what a handler hears. */
const spoken: DemoReport = {
  kind: 'trouble',
  title: '四组路灯坏了',
  text: '四组老槐树那儿的路灯坏了十来天，晚上看不见路，麻烦派人修一修。',
  spot: '四组老槐树',
  category: '供电照明',
  answer: '已经换了灯头，今晚就亮。',
  show: 'nameless',
}

/** What is mediated and what is ordered have their own, the others take of the rest, each once in a village. */
const mediated = told.find((t) => t.kind === 'dispute')!
const ordered = told.find((t) => t.title === '垃圾箱满了没人拉')!
const ordinary = told.filter((t) => t !== mediated && t !== ordered)
export const openReports = ordinary.length

/** The n-th matter of a place; the same on every machine. What is spoken, mediated or ordered has its own. */
export function demoReport(n: number, random: Random, fate: DemoFate): DemoReport {
  const one =
    fate === 'voice'
      ? spoken
      : fate === 'mediated'
        ? mediated
        : fate === 'ordered'
          ? ordered
          : ordinary[n % ordinary.length]!
  return {
    ...one,
    spot: one.spot === '' ? '' : `${one.spot}${random.chance(0.3) && !one.spot.endsWith('边') ? '东边' : ''}`,
  }
}
