import { useState } from 'react'
import { messageOf } from '../no-way.tsx'
import { Button, Card, num, useLang, useSay } from '../ui/index.ts'
import { verifyLog, type Paper, type Verdict } from './verify.ts'
import css from './Audit.module.css'

/** Recomputes the log in this browser, and compares the root on a report when one was scanned. */
export function Verify({ log, paper }: { readonly log: number; readonly paper: Paper | undefined }) {
  const say = useSay()
  const lang = useLang()
  const [progress, setProgress] = useState<readonly [number, number]>()
  const [verdict, setVerdict] = useState<Verdict>()
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setVerdict(undefined)
    setProblem('')
    try {
      setVerdict(await verifyLog(log, (done, of) => setProgress([done, of]), paper))
    } catch (error) {
      setProblem(messageOf(error, lang))
    } finally {
      setBusy(false)
      setProgress(undefined)
    }
  }
  return (
    <Card
      title={say({ zh: '校验', en: 'Verify' })}
      note={say({
        zh: '在你的浏览器里，从原始字节重新算出每个检查点的根',
        en: 'in your browser, every root computed anew from the bytes',
      })}
      action={
        <Button look="filled" icon="seal" onPress={() => void run()} isBusy={isBusy}>
          {say({ zh: '校验', en: 'Verify' })}
        </Button>
      }
    >
      <div role="status">
        {progress && (
          <p>
            {say({
              zh: `已算 ${num(progress[0])} / ${num(progress[1])}`,
              en: `${num(progress[0])} of ${num(progress[1])}`,
            })}
          </p>
        )}
        {verdict?.ok && (
          <p className={css.ok}>
            {say({
              zh: `#0–${num(Math.max(0, verdict.size - 1))} 连续，${num(verdict.checked)} 个检查点的根全部一致，用时 ${(verdict.ms / 1_000).toFixed(1)} 秒`,
              en: `#0–${num(Math.max(0, verdict.size - 1))} are whole; all ${num(verdict.checked)} roots agree; ${(verdict.ms / 1_000).toFixed(1)} s`,
            })}
          </p>
        )}
        {verdict?.paper !== undefined && paper && (
          <p className={verdict.paper === 'same' ? css.ok : css.bad}>
            {say(paperWords(verdict.paper, paper.size))}
          </p>
        )}
        {verdict && !verdict.ok && verdict.between && <p className={css.bad}>{say(badWords(verdict))}</p>}
        {verdict?.root !== undefined && verdict.root !== '' && (
          <p className={css.root}>{verdict.root.replace(/(.{4})(?=.)/g, '$1 ')}</p>
        )}
        {problem !== '' && <p className={css.bad}>{problem}</p>}
        {!progress && !verdict && problem === '' && (
          <p className={css.hint}>
            {paper
              ? say({
                  zh: `纸上写的是 #${num(paper.size)} 的根，点“校验”对一对。`,
                  en: `The paper shows the root at #${num(paper.size)}; press Verify to compare.`,
                })
              : say({ zh: '还没有校验。', en: 'Not verified yet.' })}
          </p>
        )}
      </div>
    </Card>
  )
}

function paperWords(paper: NonNullable<Verdict['paper']>, size: number) {
  if (paper === 'same')
    return {
      zh: `纸上的根与日志在 #${num(size)} 处一致`,
      en: `The root on the paper is that of the log at #${num(size)}`,
    }
  if (paper === 'other')
    return {
      zh: `纸上的根与日志在 #${num(size)} 处不一致：纸或日志被改过`,
      en: `The root on the paper is not that of the log at #${num(size)}: one of them was changed`,
    }
  return {
    zh: `日志到不了纸上的 #${num(size)}：之后的记录不见了，或是另一段日志`,
    en: `The log does not reach #${num(size)} of the paper`,
  }
}

function badWords({ why, between = [0, 0] }: Verdict) {
  const [from, to] = between
  const range = from === to ? `#${num(from)}` : `#${num(from)}–#${num(to)}`
  if (why === 'missing')
    return {
      zh: `${range} 不在了：有记录被删或被截尾`,
      en: `${range} is missing: an entry was deleted or the tail cut`,
    }
  if (why === 'order')
    return {
      zh: `${range} 的编号不对：有记录被插入或换了位置`,
      en: `${range} has a wrong number: inserted or moved`,
    }
  return {
    zh: `${range} 之间有记录被改过：算出的根和签过的不一样`,
    en: `An entry in ${range} was changed: the root is not the signed one`,
  }
}
