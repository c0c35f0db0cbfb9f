import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../api/money.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { type Currency, gapOf, shortMoney } from '../../ui/format/money.ts'
import { Card } from '../../ui/page/card.tsx'
import type { HomeData } from './home-data.ts'

type Item = HomeData['waiting'][number]

function textOf({ kind, values }: Item, t: Translate, language: Language, currency: Currency): string {
  const money = (name: string) => shortMoney(values[name] ?? 0, currency, language)
  if (kind !== 'behindPace') return t(`home.waiting.${kind}Text`, { year: values['year'] ?? '' })
  const { kind: gap, size } = gapOf(values['gap'] ?? 0)
  return t('home.waiting.behindPaceText', {
    due: money('due'),
    actual: money('actual'),
    gap: t(`ui.gap.${gap}`, { amount: shortMoney(size, currency, language) }),
  })
}

function Step({ item }: { readonly item: Item }) {
  const { t } = useText()
  if (item.kind === 'behindPace')
    return (
      <Link to="/review" className="chip">
        {t('home.waiting.open')}
      </Link>
    )
  if (item.scenarioId === null)
    return (
      <Link to="/targets" className="chip">
        {t('home.waiting.open')}
      </Link>
    )
  return (
    <Link to="/targets/$scenarioId" params={{ scenarioId: String(item.scenarioId) }} className="chip">
      {t('home.waiting.decide')}
    </Link>
  )
}

/** What waits for this person, with the place where it is done. */
export function Waiting({ home }: { readonly home: HomeData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  return (
    <Card title={t('home.waiting.title')}>
      {home.waiting.length === 0 && <p className="muted">{t('home.waiting.none')}</p>}
      <ul className="todo">
        {home.waiting.map((item) => (
          <li key={`${item.kind} ${item.subject.en}`}>
            <i style={{ '--c': item.kind === 'behindPace' ? 'var(--part-4)' : 'var(--part-1)' }} />
            <div>
              <b>
                {t(`home.waiting.${item.kind}`, {
                  name: nameIn(item.subject, language),
                  year: item.values['year'] ?? '',
                })}
              </b>
              <p>{textOf(item, t, language, currency)}</p>
            </div>
            <Step item={item} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
