import type { FunnelFilter } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../../api/client.ts'
import type { FUNNEL_AGAINST } from '../../../app/search.ts'
import { useText } from '../../../i18n/index.ts'
import { Percent } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Dwell, ShareBar } from './funnel-stages.tsx'
import { otherSide } from './use-funnel.ts'

type Compared = Outputs['monitoring']['compareFunnels']
type Test = Compared['winRate']
/** Probability by chance below which a difference is called one. */
const CHANCE = 0.05

/** Whether a difference is more than chance, in a word. */
function Verdict({ test }: { readonly test: Test }) {
  const { t, language } = useText()
  if (test === null) return <span className="faint">—</span>
  const chance = formatNumber(test.adjusted, language, 3)
  const title = t('monitoring.compare.chance', { chance })
  return (
    <span title={title}>
      {test.adjusted < CHANCE ? (
        <Tag tone="care">{t('monitoring.compare.differs')}</Tag>
      ) : (
        <span className="faint">{t('monitoring.compare.same')}</span>
      )}
    </span>
  )
}

function ComparedStages({
  compared,
  names,
}: {
  readonly compared: Compared
  readonly names: readonly [string, string]
}) {
  const { t, language } = useText()
  const [first, second] = compared.groups
  const rows = (first?.stages ?? []).map((stage, place) => ({
    stage,
    other: second?.stages[place],
    tests: compared.stages[place],
  }))
  return (
    <DataTable
      label={t('monitoring.compare.title')}
      rows={rows}
      rowKey={({ stage }) => stage.stageId}
      columns={[
        {
          key: 'stage',
          title: t('monitoring.deals.stage'),
          cell: ({ stage }) => nameIn(stage.name, language),
        },
        {
          key: 'conversion',
          title: `${t('monitoring.funnel.column.conversion')} · ${names[0]}`,
          numeric: true,
          cell: ({ stage }) => (stage.conversion === null ? '—' : <ShareBar share={stage.conversion} />),
        },
        {
          key: 'otherConversion',
          title: names[1],
          numeric: true,
          cell: ({ other }) => (other?.conversion == null ? '—' : <ShareBar share={other.conversion} />),
        },
        {
          key: 'test',
          title: t('monitoring.funnel.column.verdict'),
          wide: true,
          cell: ({ tests }) => <Verdict test={tests?.conversion ?? null} />,
        },
        {
          key: 'dwell',
          title: `${t('monitoring.funnel.column.dwell')} · ${names[0]}`,
          numeric: true,
          cell: ({ stage }) => <Dwell days={stage.dwellDays} />,
        },
        {
          key: 'otherDwell',
          title: names[1],
          numeric: true,
          cell: ({ other }) => (other === undefined ? '—' : <Dwell days={other.dwellDays} />),
        },
        {
          key: 'dwellTest',
          title: t('monitoring.funnel.column.verdict'),
          wide: true,
          cell: ({ tests }) => <Verdict test={tests?.dwell ?? null} />,
        },
      ]}
    />
  )
}

type ComparisonProps = {
  readonly filter: FunnelFilter
  readonly against: (typeof FUNNEL_AGAINST)[number]
}

/** The funnel beside another one, with which differences are more than chance. */
export function FunnelComparison({ filter, against }: ComparisonProps) {
  const { t } = useText()
  const input = { first: filter, second: otherSide(filter, against) }
  const query = useQuery({
    ...api.monitoring.compareFunnels.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  const names = [t('monitoring.compare.own'), t(`monitoring.against.${against}`)] as const
  return (
    <Card className="flush" title={t('monitoring.compare.title')} note={t('monitoring.compare.note')}>
      <Loaded query={query} lines={5}>
        {(compared) =>
          compared.groups[1]?.deals === 0 ? (
            <p className="muted card-foot">{t('monitoring.compare.nothing')}</p>
          ) : (
            <>
              <dl className="facts compare-facts">
                {compared.groups.map((group, place) => (
                  <div key={names[place]}>
                    <dt>
                      {names[place]} · {t('monitoring.deals.count', { count: group.deals })}
                    </dt>
                    <dd>
                      <Percent ratio={group.winRate} /> <small>{t('monitoring.funnel.winRate')}</small>
                    </dd>
                  </div>
                ))}
                <div>
                  <dt>{t('monitoring.funnel.winRate')}</dt>
                  <dd>
                    <Verdict test={compared.winRate} />
                  </dd>
                </div>
              </dl>
              <ComparedStages compared={compared} names={names} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
