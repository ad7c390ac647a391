import {
  catalogue,
  errcodes,
  isKnownCode,
  needs,
  WecomError,
  type Bilingual,
  type CallName,
} from '@jieli/wecom'

/** What WeCom meant by a code, and what a person does about it. */
export interface CodeWords {
  readonly cause: Bilingual
  readonly remedy: Bilingual
}

/** Words for a code, with the address WeCom saw (60020) and the very list that lacks our app (48002). */
export function wordsOfCode(code: number, error: Error): CodeWords {
  if (!isKnownCode(code)) {
    return {
      cause: {
        zh: `企业微信返回了不认识的代码 ${code}`,
        en: `WeCom answered with the unknown code ${code}`,
      },
      remedy: {
        zh: '请管理员查看企业微信的错误码说明，再决定是否继续',
        en: 'Look the code up in the documents of WeCom before going on',
      },
    }
  }
  const { zh, en, remedy } = errcodes[code]
  const fromIp = 'fromIp' in error && typeof error.fromIp === 'string' ? error.fromIp : undefined
  const cause =
    fromIp === undefined ? { zh, en } : { zh: `${zh}（IP ${fromIp}）`, en: `${en} (IP ${fromIp})` }
  const lists = code === callableMissing && error instanceof WecomError ? listsOf(error.call) : []
  if (lists.length === 0) return { cause, remedy }
  return {
    cause,
    remedy: { zh: lists.map((one) => one.zh).join('；'), en: lists.map((one) => one.en).join('; ') },
  }
}

// Its own remedy cannot know which of several lists is meant; the row of the call does.
const callableMissing = 48002

function listsOf(call: CallName): readonly Bilingual[] {
  return catalogue[call].needs.map((need) => needs[need])
}
