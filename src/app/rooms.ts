/** The rooms of the house: the only list. A new room is one line here. */
import { openRooms } from '../kernel/room.ts'
import '../platform/faultsInWords.ts'
import { county } from '../modules/county/room.ts'
import { disclosure } from '../modules/disclosure/room.ts'
import { messages } from '../modules/messages/room.ts'
import { powers } from '../modules/powers/room.ts'
import { reports } from '../modules/reports/room.ts'
import { residents } from '../modules/residents/room.ts'
import { search } from '../modules/search/room.ts'
import { services } from '../modules/services/room.ts'
import { settings } from '../modules/settings/room.ts'
import { staff } from '../modules/staff/room.ts'
import { wechat } from '../modules/wechat/room.ts'

/** In the order in which lists of rooms are shown. */
export const rooms = openRooms([
  disclosure,
  reports,
  services,
  powers,
  residents,
  staff,
  county,
  settings,
  messages,
  wechat,
  search,
])
