import type { FunnelDivision, FunnelFilter } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { BigMoney } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { FunnelDeals } from '../deals-drawer.tsx'
import { type Bottleneck, dealsOfBottleneck, useBottleneckText } from './bottleneck-text.ts'
import { type Funnel, useFunnelChange } from './use-funnel.ts'

const DIVISIONS = ['orgUnit', 'person', 'product', 'customerType', 'medium'] as const
/** Findings shown at once; the others follow on demand. */
const SHOWN = 3

function Found(props: { readonly found: Bottleneck; readonly onDeals: () => void }) {
  const { found, onDeals } = props
  const { t } = useText()
  const currency = useCurrency()
  const { headline, detail } = useBottleneckText()
  return (
    <li className="bottleneck">
      <div>
        <p className="bottleneck-head">
          <Tag tone="bad">{t(`monitoring.funnel.kind.${found.kind}`)}</Tag> {headline(found)}
        </p>
        <p className="muted">{detail(found)}</p>
        <p className="bottleneck-practice">
          {t('monitoring.funnel.practice')} <b>{t(`monitoring.practice.${found.practice}`)}</b>
        </p>
        <p className="faint">
          {t('monitoring.funnel.chance', {
            chance: found.adjusted < 0.001 ? '< 0.1%' : `${(found.adjusted * 100).toFixed(1)}%`,
          })}
        </p>
      </div>
      <div className="bottleneck-stake">
        {found.atStake !== null && (
          <>
            <BigMoney minor={found.atStake} currency={currency} />
            <small>{t('monitoring.funnel.atStake')}</small>
          </>
        )}
        <Button size="small" onClick={onDeals}>
          {t('monitoring.funnel.openDeals', { count: found.deals })}
        </Button>
      </div>
    </li>
  )
}

/** Where nothing stands out: the stage that loses the most, in plain words. */
function Nothing({ funnel, groups }: { readonly funnel: Funnel; readonly groups: number }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const worst = funnel.stages.find(({ stageId }) => stageId === funnel.bottleneck?.stageId)
  return (
    <div className="nothing-found">
      {groups < 2 ? (
        <p>{t('monitoring.funnel.oneGroup')}</p>
      ) : (
        <p>
          <Tag tone="good">✓</Tag> {t('monitoring.funnel.noneAmong', { count: groups })}
        </p>
      )}
      {worst !== undefined && funnel.bottleneck !== null && (
        <p className="muted">
          {t('monitoring.funnel.mostLost', {
            stage: nameIn(worst.name, language),
            lost: worst.lost,
            value: shortMoney(funnel.bottleneck.lostValue, currency, language),
            practice: t(`monitoring.practice.${funnel.bottleneck.practice}`),
          })}
        </p>
      )}
    </div>
  )
}

function FoundList({
  filter,
  found,
}: {
  readonly filter: FunnelFilter
  readonly found: readonly Bottleneck[]
}) {
  const { t } = useText()
  const { headline } = useBottleneckText()
  const [all, setAll] = useState(false)
  const [opened, setOpened] = useState<Bottleneck | null>(null)
  return (
    <>
      <ul className="bottlenecks">
        {found.slice(0, all ? found.length : SHOWN).map((one) => (
          <Found
            key={`${one.member.code} ${one.stage.stageId} ${one.kind}`}
            found={one}
            onDeals={() => setOpened(one)}
          />
        ))}
      </ul>
      {found.length > SHOWN && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('monitoring.funnel.showAll', { count: found.length })}
        </Button>
      )}
      {opened !== null && (
        <FunnelDeals
          title={headline(opened)}
          asked={dealsOfBottleneck(filter, opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

type BottleneckCardProps = {
  readonly filter: FunnelFilter
  readonly funnel: Funnel
  readonly by: FunnelDivision
}

/** The bottleneck named in words, with its money and the practice that it calls for. */
export function BottleneckCard({ filter, funnel, by }: BottleneckCardProps) {
  const { t } = useText()
  const change = useFunnelChange()
  const query = useQuery({
    ...api.monitoring.findBottlenecks.queryOptions({ input: { ...filter, by } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Card
      title={t('monitoring.funnel.bottleneck')}
      note={t('monitoring.funnel.bottleneckNote')}
      aside={
        <Segmented
          size="small"
          aria-label={t('monitoring.funnel.by')}
          value={by}
          onChange={(next) => change({ by: next === 'orgUnit' ? undefined : next })}
          options={DIVISIONS.map((value) => ({ value, label: t(`monitoring.division.${value}`) }))}
        />
      }
    >
      <Loaded query={query} lines={3}>
        {({ found, groups }) =>
          found.length === 0 ? (
            <Nothing funnel={funnel} groups={groups} />
          ) : (
            <FoundList filter={filter} found={found} />
          )
        }
      </Loaded>
    </Card>
  )
}
