/**
 * Kinds of messages that whoever gets them need not act on: an answer, an addition, a copy, a remark, who came into a
 * post, that one is no longer asked. They are collected for one mail a day and stand apart in the console; everything
 * else is told as it comes.
 */
export const forInformation: readonly string[] = ['answered', 'added', 'copy', 'remark', 'noLonger', 'watch']
