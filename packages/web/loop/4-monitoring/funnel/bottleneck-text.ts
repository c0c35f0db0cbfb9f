import type { FunnelFilter } from '@salesloom/contract'
import type { Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import type { FunnelDealsAsked } from '../deals-drawer.tsx'

export type Bottleneck = Outputs['monitoring']['findBottlenecks']['found'][number]

/** A bottleneck in words. */
export function useBottleneckText() {
  const { t, language } = useText()
  const currency = useCurrency()
  const placeOf = ({ member, stage }: Bottleneck) => ({
    member: nameIn(member.name, language),
    stage: nameIn(stage.name, language),
  })
  const figure = ({ kind }: Bottleneck, value: number | null) => {
    if (value === null) return t('monitoring.funnel.tooEarly')
    return kind === 'leak'
      ? formatPercent(value, language)
      : t('monitoring.days', { days: formatNumber(value, language) })
  }
  const own = (found: Bottleneck) => figure(found, found.own)
  const others = (found: Bottleneck) => figure(found, found.others)
  return {
    headline: (found: Bottleneck) =>
      t(`monitoring.funnel.headline.${found.kind}`, {
        ...placeOf(found),
        own: own(found),
        others: others(found),
      }),
    detail: (found: Bottleneck) =>
      t(`monitoring.funnel.detail.${found.kind}`, {
        deals: formatNumber(found.deals, language),
        amount: shortMoney(found.amount, currency, language),
      }),
  }
}

/** The deals that the money of a bottleneck is of. */
export function dealsOfBottleneck(filter: FunnelFilter, found: Bottleneck): FunnelDealsAsked {
  const { by, member, stage, kind, others } = found
  const narrowed = by === 'medium' ? { medium: member.code } : { [`${by}Id`]: member.id ?? undefined }
  return {
    ...filter,
    ...narrowed,
    stageId: stage.stageId,
    ...(kind === 'stall' ? { what: 'waiting', longerThan: others } : { what: 'lost' }),
  }
}
