import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { typedFigure } from './cell-code.ts'
import { shortFigure } from './measure-text.ts'
import type { Plan } from './plan-layout.ts'

/** Everything that was done to a plan, newest first: where, what, by whom, why; and what was taken back. */
export default function PlanLog({ plan }: { readonly plan: Plan }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { scenarioId, measures } = plan.scenario
  const query = useQuery(api.targets.findOperations.queryOptions({ input: { scenarioId } }))
  const figuresOf = (code: string) => ({
    measure: measures.find((measure) => measure.code === code) ?? {
      code,
      kind: 'additive' as const,
      unit: 'money' as const,
    },
    currency,
    language,
  })
  return (
    <Loaded query={query} lines={8}>
      {(operations) => (
        <section className="card flush">
          <DataTable
            label={t('targets.log.title')}
            rows={operations}
            rowKey={(operation) => operation.sequence}
            columns={[
              { key: 'sequence', title: '#', numeric: true, cell: ({ sequence }) => sequence },
              {
                key: 'kind',
                title: t('targets.log.what'),
                cell: ({ kind, undoneBy, code, edits, measure }) => (
                  <span className={undoneBy === null ? '' : 'taken-back'}>
                    {t(`targets.log.kind.${kind as 'spread'}`)}{' '}
                    {code !== null && (
                      <code>
                        {typedFigure(code, figuresOf(measure))}
                        {edits > 1 ? ` +${edits - 1}` : ''}
                      </code>
                    )}{' '}
                    {undoneBy !== null && <Tag>{t('targets.log.undone', { who: undoneBy })}</Tag>}
                  </span>
                ),
              },
              {
                key: 'place',
                title: t('targets.log.where'),
                cell: ({ place }) =>
                  place.length === 0
                    ? t('targets.explain.whole')
                    : place.map((name) => nameIn(name, language)).join(' · '),
              },
              {
                key: 'effect',
                title: t('targets.log.effect'),
                numeric: true,
                cell: ({ before, after, measure }) =>
                  before === null && after === null
                    ? '—'
                    : `${shortFigure(before, figuresOf(measure))} → ${shortFigure(after, figuresOf(measure))}`,
              },
              { key: 'note', title: t('targets.log.why'), wide: true, cell: ({ note }) => note ?? '' },
              {
                key: 'by',
                title: t('targets.log.who'),
                wide: true,
                cell: ({ by, at }) => `${by}, ${formatMoment(at, language)}`,
              },
            ]}
          />
        </section>
      )}
    </Loaded>
  )
}
