import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'
import { Percent } from '../../../ui/figure/figure.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import type { Health } from './use-health.ts'

type Row = Health['hygiene'][number]
/** People shown at once, the worst kept books first. */
const SHOWN = 8
const PARTS = ['nextStep', 'closeDate', 'contact', 'decider'] as const
/** Scores from which a book is kept well, and below which it is not. */
const [WELL, POORLY] = [0.9, 0.75]

function toneOf(score: number | null): string {
  if (score === null) return ''
  if (score >= WELL) return 'good'
  return score < POORLY ? 'bad' : 'care'
}

/** How well each person keeps their deals: the score and the four shares that it is made of. */
export function HygieneTable({
  health,
  onPerson,
}: {
  readonly health: Health
  readonly onPerson: (personId: number) => void
}) {
  const { t, language } = useText()
  const { idleDays } = health.settings
  const [all, setAll] = useState(false)
  const part = (name: (typeof PARTS)[number]): Column<Row> => ({
    key: name,
    title: t(`monitoring.hygiene.${name}`, { days: idleDays }),
    numeric: true,
    wide: true,
    cell: ({ kept, deals }) => (
      <span className={(kept[name] ?? 0) < deals ? '' : 'faint'}>
        {formatNumber(kept[name] ?? 0, language)} / {formatNumber(deals, language)}
      </span>
    ),
  })
  return (
    <Card className="flush hygiene" title={t('monitoring.hygiene.title')} note={t('monitoring.hygiene.note')}>
      <DataTable
        label={t('monitoring.hygiene.title')}
        rows={health.hygiene.slice(0, all ? health.hygiene.length : SHOWN)}
        rowKey={({ personId }) => personId ?? 0}
        columns={[
          {
            key: 'name',
            title: t('monitoring.hygiene.person'),
            cell: ({ personId, name }) =>
              personId === null || name === null ? (
                <span className="bad">{t('monitoring.hygiene.nobody')}</span>
              ) : (
                <button type="button" className="count" onClick={() => onPerson(personId)}>
                  {nameIn(name, language)}
                </button>
              ),
          },
          {
            key: 'score',
            title: t('monitoring.hygiene.score'),
            numeric: true,
            cell: ({ score }) => (
              <span className={`score ${toneOf(score)}`}>
                <i aria-hidden="true">
                  <b style={{ width: `${(score ?? 0) * 100}%` }} />
                </i>
                <Percent ratio={score} decimals={0} />
              </span>
            ),
          },
          ...PARTS.map(part),
          {
            key: 'pushes',
            title: t('monitoring.slippage.pushes'),
            numeric: true,
            cell: ({ slippage }) => formatNumber(slippage.pushes, language),
          },
        ]}
      />
      {health.hygiene.length > SHOWN && !all && (
        <p className="card-foot">
          <Button size="small" onClick={() => setAll(true)}>
            {t('monitoring.funnel.showAll', { count: health.hygiene.length })}
          </Button>
        </p>
      )}
    </Card>
  )
}
