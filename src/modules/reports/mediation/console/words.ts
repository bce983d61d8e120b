/** How a mediation can end, in the words of the screens. */
export const outcomes = { agreed: '达成协议', failed: '没有达成协议', withdrawn: '当事人撤回' } as const
