/** 消息: short messages and e-mails as the county words and sends them. */
import type { Room } from '../../kernel/room.ts'
import { api } from './api.ts'
import { addressesHandOver } from './addresses.handover.ts'
import { auditWords } from './messages.audit.ts'
import { permissions } from './permissions.ts'

export const messages: Room = {
  code: 'messages',
  name: '短信和邮件',
  permissions,
  auditWords,
  api,
  handOver: [addressesHandOver],
}
