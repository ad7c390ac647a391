import { bounds, type Classified } from './classifier.ts'

export interface Judged {
  readonly right: string
  readonly answer: Classified
}

export interface Figures {
  readonly n: number
  readonly accuracy: number
  readonly macroF1: number
  /** Share of the answers in the auto band that are right; 1 when there is none. */
  readonly autoPrecision: number
  readonly autoCoverage: number
  /** Mean distance between what was claimed and what came true, over ten bins of confidence. */
  readonly calibrationError: number
}

/** The figures that the bars are about. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const hit = ({ right, answer }: Judged) => right === answer.category
  const share = (some: readonly Judged[], of: readonly Judged[], whenNone = 0) =>
    of.length === 0 ? whenNone : some.length / of.length
  const auto = judged.filter(({ answer }) => answer.confidence > bounds.auto)
  const classes = [...new Set(judged.map(({ right }) => right))]
  const f1 = classes.map((name) => {
    const of = judged.filter(({ right }) => right === name)
    const said = judged.filter(({ answer }) => answer.category === name)
    return (2 * of.filter(hit).length) / (of.length + said.length)
  })
  const bins = Array.from({ length: 10 }, (_, bin) =>
    judged.filter(({ answer }) => Math.min(9, Math.floor(answer.confidence * 10)) === bin),
  )
  const off = bins.reduce((sum, bin) => {
    const claimed = bin.reduce((total, { answer }) => total + answer.confidence, 0)
    return sum + Math.abs(claimed - bin.filter(hit).length)
  }, 0)
  return {
    n: judged.length,
    accuracy: share(judged.filter(hit), judged),
    macroF1: f1.reduce((sum, one) => sum + one, 0) / Math.max(1, f1.length),
    autoPrecision: share(auto.filter(hit), auto, 1),
    autoCoverage: share(auto, judged),
    calibrationError: off / Math.max(1, judged.length),
  }
}
