import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { memberOf, useDeviationText } from '../deviation/deviation-text.ts'
import { MeasureTable } from './measure-table.tsx'
import { ResponseActions } from './response-actions.tsx'
import type { Response } from './response-text.ts'

function Sums({ response }: { readonly response: Response }) {
  const { t } = useText()
  const currency = useCurrency()
  return (
    <dl className="response-sums">
      {(['cost', 'expected', 'due', 'real'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`response.plan.${name}`)}</dt>
          <dd>
            <Money minor={response[name]} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Moves({ response }: { readonly response: Response }) {
  const { t, language } = useText()
  const currency = useCurrency()
  if (response.moves.length === 0) return null
  return (
    <ul className="response-people">
      {response.moves.map((move) => (
        <li key={move.moveId} className="muted">
          {t('response.move.line', {
            from: nameIn(move.fromUnit, language),
            to: nameIn(move.toUnit, language),
            month: move.month,
          })}{' '}
          <Money minor={move.amount} currency={currency} />
        </li>
      ))}
    </ul>
  )
}

/** A response: its task force, its measures, and what they brought. */
export function ResponseCard({
  response,
  isLinked,
}: {
  readonly response: Response
  readonly isLinked?: boolean
}) {
  const { t, language } = useText()
  const { period } = useDeviationText()
  const mayWrite = useMay('responses.write')
  const where = `${nameIn(response.placeName, language)} · ${period(response.period)}`
  return (
    <Card
      title={response.title}
      note={
        isLinked === true && response.isSeen ? (
          <Link
            to="/monitoring/deviations/$member/$period"
            params={{ member: memberOf(response.place), period: response.period }}
          >
            {where}
          </Link>
        ) : (
          where
        )
      }
      aside={
        <Tag tone={response.state === 'open' ? 'work' : 'plain'}>
          {t(`response.plan.state.${response.state}`)}
        </Tag>
      }
    >
      {response.people.length > 0 && (
        <p className="response-people">
          {response.people.map(({ personId, name, role }) => (
            <Tag key={personId}>
              {nameIn(name, language)}
              {role !== '' && ` · ${role}`}
            </Tag>
          ))}
        </p>
      )}
      {response.isSeen && <Sums response={response} />}
      <MeasureTable response={response} mayWrite={mayWrite && response.isSeen} />
      <Moves response={response} />
      {mayWrite && response.isSeen && <ResponseActions response={response} />}
    </Card>
  )
}
