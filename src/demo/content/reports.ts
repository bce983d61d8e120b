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
  | 'declined'
  | 'investigated'
  | 'voice'
  | 'mediated'
  | 'ordered'
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
    title: '三组路口水管破裂',
    text: '三组路口的自来水管破了，水流到路上，早上已经结冰，老人走路怕摔。',
    spot: '三组路口',
    category: '饮水用水',
    answer: '水管已经换好，路面的冰也铲了。以后漏水请打村里的值班电话。',
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
]

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

/** The n-th matter of a place; the same on every machine. What is spoken, mediated or ordered has its own. */
export function demoReport(n: number, random: Random, fate: DemoFate): DemoReport {
  const one =
    fate === 'voice'
      ? spoken
      : fate === 'mediated'
        ? told.find((t) => t.kind === 'dispute')!
        : fate === 'ordered'
          ? told[5]!
          : told[n % told.length]!
  return { ...one, spot: one.spot === '' ? '' : `${one.spot}${random.chance(0.3) ? '东边' : ''}` }
}
