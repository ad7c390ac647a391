import { itemStateWords, type Progress } from '@jieli/contract'
import { Facts, FactsDrawer, num, useSay, when } from '../ui/index.ts'
import { partsOf, totalOf } from './parts.ts'

/** What "verified" counts and how the forecast comes about. */
export function Forecast({ data, onClose }: { readonly data: Progress; readonly onClose: () => void }) {
  const say = useSay()
  const { byState } = data.handover
  return (
    <FactsDrawer
      title={say({ zh: '已核实，怎么算的', en: 'How “verified” is counted' })}
      formula={say({
        zh: `已核实 = 转移之后又从企业微信读回来、对得上的项。企业微信答“成功”不算，发出不算。分母是清点出的全部 ${num(totalOf(byState))} 项。`,
        en: `Verified: read back from WeCom after the transfer, and as intended. “ok” of WeCom does not count. The denominator is all ${num(totalOf(byState))} items found.`,
      })}
      onClose={onClose}
    >
      <Facts
        rows={[
          ...partsOf(byState)
            .filter(({ n }) => n > 0)
            .map(({ words, n }) => ({ name: say(words), value: num(n) })),
          { name: say({ zh: '合计', en: 'Total' }), value: <b>{num(totalOf(byState))}</b> },
        ]}
      />
      {data.forecastAt !== null && (
        <p>
          {say({
            zh: `预计 ${when(data.forecastAt, data.now)} 全部核验完：最后一批“${itemStateWords.waiting.zh}”到期，再加 15 分钟读回。要人决定的项不在内。`,
            en: `Expected ${when(data.forecastAt, data.now)}: when the last waiting item is due, and 15 minutes to read it back. What people have to decide is not in it.`,
          })}
        </p>
      )}
    </FactsDrawer>
  )
}
