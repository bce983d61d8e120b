/**
 * What a county begins with that has not set up services: menus and life events of a general kind, so that its first
 * service has a place.
 */
import type { ServiceFrame } from './services.schema.ts'

const named = (names: readonly (readonly [code: string, name: string])[]) =>
  names.map(([code, name]) => ({ code, name }))

export const firstFrame: ServiceFrame = {
  title: '便民服务事项',
  honesty: '',
  menus: named([
    ['jiuzhu', '救助帮扶'],
    ['yanglao', '养老助残优抚'],
    ['shebao', '社保就业'],
    ['yibao', '医保生育健康'],
    ['huji', '公安户籍'],
    ['tudi', '建房和不动产'],
    ['nongye', '种地养殖'],
    ['fawu', '法律、缴费和其他'],
  ]),
  events: named([
    ['baby', '生孩子'],
    ['school', '上学'],
    ['job', '找工作'],
    ['house', '盖房修房'],
    ['farm', '种地养殖'],
    ['ill', '看病'],
    ['hardship', '日子困难'],
    ['old', '家有老人'],
    ['disabled', '身有残疾'],
    ['soldier', '当兵退役'],
    ['away', '外出迁居'],
    ['dispute', '有纠纷'],
    ['death', '亲人去世'],
  ]),
  hall: { place: '村委会', hours: ['开门的时间请打电话问村里'], closed: '', help: [] },
  refused: [],
}
