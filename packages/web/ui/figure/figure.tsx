import type { ReactNode } from 'react'
import { useText } from '../../i18n/index.ts'
import { type Currency, compactMoney, exactMoney, gapOf, shortMoney } from '../format/money.ts'
import { compactText, formatChange, formatNumber, formatPercent } from '../format/number.ts'

/** A figure in its short form; the exact one shows on hover and is what a copy takes. */
export function Figure(props: {
  readonly short: ReactNode
  readonly exact: string
  readonly className?: string
}) {
  return (
    <span className={`figure ${props.className ?? ''}`} title={props.exact} data-exact={props.exact}>
      {props.short}
    </span>
  )
}

type MoneyProps = { readonly minor: number; readonly currency: Currency; readonly className?: string }

/** Money in minor units: digits and unit short, the exact amount behind them. */
export function Money({ minor, currency, className }: MoneyProps) {
  const { language } = useText()
  const compact = compactMoney(minor, currency, language)
  return (
    <Figure
      className={className ?? ''}
      exact={exactMoney(minor, currency, language)}
      short={compactText(compact, language)}
    />
  )
}

/** Large money, its unit set smaller beside the digits. */
export function BigMoney({ minor, currency }: MoneyProps) {
  const { language } = useText()
  const { digits, unit } = compactMoney(minor, currency, language)
  const exact = exactMoney(minor, currency, language)
  return (
    <Figure
      className="figure-big"
      exact={exact}
      short={
        <>
          {digits}
          <small>{unit}</small>
        </>
      }
    />
  )
}

/** A count of things. */
export function Count({ value }: { readonly value: number }) {
  const { language } = useText()
  return <span className="figure">{formatNumber(value, language)}</span>
}

/** A share, 0.123 = 12.3 %. */
export function Percent({
  ratio,
  decimals = 1,
}: {
  readonly ratio: number | null
  readonly decimals?: number
}) {
  const { language } = useText()
  const exact = ratio === null ? '—' : formatPercent(ratio, language, 4)
  return <Figure exact={exact} short={formatPercent(ratio, language, decimals)} />
}

/** A change against a base: sign, arrow, and the word for those who do not see colour. */
export function Change({
  ratio,
  better = 'higher',
}: {
  readonly ratio: number | null
  readonly better?: 'higher' | 'lower' | 'neither'
}) {
  const { t, language } = useText()
  if (ratio === null) return <span className="figure">—</span>
  const direction = ratio > 0 ? 'up' : ratio < 0 ? 'down' : 'flat'
  const good = better !== 'neither' && ratio !== 0 && ratio > 0 === (better === 'higher')
  const tone = better === 'neither' || ratio === 0 ? '' : good ? 'good' : 'bad'
  return (
    <span className={`figure change ${tone}`} title={formatChange(ratio, language, 3)}>
      <i aria-hidden="true">{{ up: '▲', down: '▼', flat: '' }[direction]}</i>
      <span className="visually-hidden">{t(`ui.change.${direction}`)} </span>
      {formatChange(ratio, language)}
    </span>
  )
}

/** A difference in words: “缺口 12.4 万”, “12.4K short”. */
export function Gap({ minor, currency }: MoneyProps) {
  const { t, language } = useText()
  const { kind, size } = gapOf(minor)
  const tone = { short: 'bad', ahead: 'good', even: '' }[kind]
  const short = t(`ui.gap.${kind}`, { amount: shortMoney(size, currency, language) })
  return <Figure className={tone} exact={exactMoney(minor, currency, language)} short={short} />
}
