import { wordsOfCode } from '../gateway/index.ts'
import { BackupError } from '../vault/index.ts'
import { errcodeOf } from './carriers/codes.ts'

/** Something outside that keeps a handover from going on; it resumes by itself once it is mended. */
export interface Cause {
  readonly code: number | null
  readonly cause: string
  readonly remedy: string
  /** Wall time before which a try is pointless. */
  readonly notBefore: Date | null
}

/** Null for an accident of our own: that is a bug, not trouble. */
export function troubleOf(error: unknown): Cause | null {
  if (!(error instanceof Error)) return null
  const code = errcodeOf(error)
  const notBefore = 'retryAt' in error && error.retryAt instanceof Date ? error.retryAt : null
  if (code !== null) return { code, notBefore, ...wordsOf(code, error) }
  if (error instanceof BackupError)
    return {
      code: null,
      notBefore,
      cause: `转移前的备份没有成功：${error.message}`,
      remedy: '请系统管理员处理后等它自动再试。备份好之前，一位客户也不会转走',
    }
  if (!outside.has(error.name)) return null
  const own = ownWords.get(error.name)
  if (own) return { code: null, notBefore, ...own }
  return {
    code: null,
    notBefore,
    cause: '企业微信没有答复（网络断开、超时，或对方故障）',
    remedy:
      '不用操作：会自动再试，进度没有丢。若超过 10 分钟，请管理员检查服务器能否访问 qyapi.weixin.qq.com',
  }
}

// Names, not classes: the client throws them, fetch throws TypeError for a dead network.
const outside = new Set([
  'Unanswered',
  'RateLimited',
  'CursorRepeats',
  'BadAnswer',
  'NoSecret',
  'Uncovered',
  'AbortError',
  'ClockAway',
])

const ownWords: ReadonlyMap<string, { cause: string; remedy: string }> = new Map([
  [
    'Uncovered',
    {
      cause: '审计检查点还没有签好，不可退回的一步在等它',
      remedy: '不用操作：签名进程恢复后自动继续。若超过 5 分钟，请数据安全专员检查签名进程（jieli signer）',
    },
  ],
  [
    'ClockAway',
    {
      cause: '演示用的时钟没有答复（模拟的企业微信停了）',
      remedy: '不用操作：它恢复后自动继续，进度没有丢。若已停掉，请重新启动 npm run sim 或 npm run demo',
    },
  ],
  ['RateLimited', { cause: '企业微信限制了调用频率', remedy: '不用操作：到时间会自动继续，进度没有丢' }],
  [
    'NoSecret',
    { cause: '没有配置需要的 Secret', remedy: '请管理员在配置里填写通讯录同步或应用的 Secret，然后重启' },
  ],
])

/** A point of no return found no signed checkpoint over it in time. */
export class Uncovered extends Error {
  override name = 'Uncovered'
}

function wordsOf(code: number, error: Error): { cause: string; remedy: string } {
  const { cause, remedy } = wordsOfCode(code, error)
  return { cause: cause.zh, remedy: remedy.zh }
}

/** Doubles from the base, at most 64-fold, so a company that is gone for an hour is not hammered. */
export function retryDelayMs(baseMs: number, tries: number): number {
  return baseMs * 2 ** Math.min(tries, 6)
}
