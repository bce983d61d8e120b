/** 搜索: villagers' words, and what somebody means by what he typed. */
import type { Room } from '../../kernel/room.ts'
import { packedWords } from './words.part.ts'

export const search: Room = { code: 'search', name: '搜索', pack: [packedWords] }
