import type { PlanAxis } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { exactFigure, shortFigure, type Writing } from './measure-text.ts'
import { memberTitle } from './plan-cells.ts'
import type { Plan, PlanLayout } from './plan-layout.ts'
import { groupedAmount, typedAmount } from './typed-amount.ts'

type Line = Outputs['targets']['getPlanRows']['groups'][number][number]
type Margin = Inputs['targets']['fitMargins']['margins'][number]
/** Totals that were typed, by member; null for a field that was emptied: it says nothing, and the total stays. */
type Totals = ReadonlyMap<string, number | null>

/** The sets of totals of the page: each dimension right below its root, and the quarters. */
function axesOf(plan: Plan): PlanAxis[] {
  return [...plan.dimensions.map(({ axis }) => axis), 'quarter']
}

const dimensionOf = (axis: PlanAxis): Margin['dimension'] =>
  axis === 'quarter' || axis === 'month' ? 'time' : axis

/** The place below which an axis has its totals: its only root, else the whole. */
function placeFor(plan: Plan, axis: PlanAxis) {
  const roots = (plan.dimensions.find((dimension) => dimension.axis === axis)?.members ?? []).filter(
    ({ parentKey }) => parentKey === null,
  )
  const [root] = roots
  return root === undefined || roots.length > 1 ? {} : { [axis]: root.key }
}

type SetProps = {
  readonly axis: PlanAxis
  readonly lines: readonly Line[]
  readonly wanted: Totals
  readonly figures: Writing
  readonly onWant: (key: string, total: number | null) => void
}

/** One set of totals: what each member has, and what it is to have. */
function MarginSetCard({ axis, lines, wanted, figures, onWant }: SetProps) {
  const { t, language } = useText()
  const digits = figures.measure.unit === 'money' ? figures.currency.digits : 0
  const factor = 10 ** digits
  const now = lines.reduce((sum, { total }) => sum + (total ?? 0), 0)
  const then = lines.reduce((sum, { key, total }) => sum + (wanted.get(key) ?? total ?? 0), 0)
  return (
    <section className="card margin-set">
      <h2>{t(`targets.plan.axis.${axis}`)}</h2>
      <ul>
        {lines.map((line) => {
          const value = wanted.get(line.key) ?? line.total ?? 0
          const name = memberTitle(line, language)
          return (
            <li key={line.key} className={value === line.total ? '' : 'changed'}>
              <span>{name}</span>
              <span className="faint num">{shortFigure(line.total, figures)}</span>
              <InputNumber<string | number>
                size="small"
                aria-label={name}
                value={wanted.get(line.key) === null ? null : value / factor}
                placeholder={groupedAmount(value / factor)}
                precision={digits}
                controls={false}
                formatter={groupedAmount}
                parser={typedAmount}
                onChange={(next) =>
                  onWant(line.key, next === null ? null : Math.round(Number(next) * factor))
                }
              />
            </li>
          )
        })}
      </ul>
      <p className="margin-sum">
        <span>{t('targets.fit.sum')}</span>
        <b>{shortFigure(then, figures)}</b>
        {then !== now && (
          <small className="faint">
            {t('targets.fit.moved', { amount: exactFigure(then - now, figures) })}
          </small>
        )}
      </p>
    </section>
  )
}

/** What moved, largest first. */
function Moves({
  moves,
  figures,
}: {
  readonly moves: Outputs['targets']['fitMargins']['moves']
  readonly figures: Writing
}) {
  const { t, language } = useText()
  return (
    <section className="card flush">
      <DataTable
        label={t('targets.fit.moves')}
        rows={moves}
        rowKey={(move) => JSON.stringify(move.at)}
        columns={[
          {
            key: 'place',
            title: t('targets.fit.moves'),
            cell: (move) => move.place.map((name) => nameIn(name, language)).join(' · '),
          },
          {
            key: 'before',
            title: t('targets.fit.before'),
            numeric: true,
            cell: (move) => shortFigure(move.before, figures),
          },
          {
            key: 'after',
            title: t('targets.fit.after'),
            numeric: true,
            cell: (move) => shortFigure(move.after, figures),
          },
          {
            key: 'difference',
            title: t('targets.fit.difference'),
            numeric: true,
            cell: (move) => shortFigure(move.after - move.before, figures),
          },
        ]}
      />
    </section>
  )
}

/** Which dimensions take part: those chosen, each with all its totals as wanted. */
function marginsOf(sets: readonly { axis: PlanAxis; lines: readonly Line[] }[], wanted: Totals): Margin[] {
  return sets.map(({ axis, lines }) => ({
    dimension: dimensionOf(axis),
    totals: lines.map(({ key, total }) => ({ member: key, total: wanted.get(key) ?? total ?? 0 })),
  }))
}

/** Totals of several dimensions, met together: change some, see what moves and why it cannot be, then save. */
export default function FitPlan({ plan, layout }: { readonly plan: Plan; readonly layout: PlanLayout }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { message } = App.useApp()
  const mayWrite = useMay('targets.write')
  const { scenario } = plan
  const editable = mayWrite && scenario.state === 'working' && scenario.lockedBy === null
  const measure =
    layout.measure.kind === 'additive'
      ? layout.measure
      : (scenario.measures.find(({ kind }) => kind === 'additive') ?? layout.measure)
  const figures: Writing = { measure, currency, language }
  const axes = axesOf(plan)
  const [chosen, setChosen] = useState<readonly PlanAxis[]>([axes[0] ?? 'organisation', 'quarter'])
  const [wanted, setWanted] = useState<Totals>(new Map())
  const query = useQuery(
    api.targets.getPlanRows.queryOptions({
      input: {
        scenarioId: scenario.scenarioId,
        measure: measure.code,
        columns: 'none',
        parents: axes.map((axis) => ({ at: placeFor(plan, axis), axis })),
      },
    }),
  )
  const fit = useMutation(
    api.targets.fitMargins.mutationOptions({
      onSuccess: async (_, { save }) => {
        if (save !== true) return
        setWanted(new Map())
        void message.success(t('targets.fit.saved'))
        await queries.invalidateQueries({ queryKey: api.targets.key() })
      },
    }),
  )
  const ask = (sets: { axis: PlanAxis; lines: readonly Line[] }[], save: boolean) =>
    fit.mutate({
      scenarioId: scenario.scenarioId,
      version: scenario.version,
      measure: measure.code,
      margins: marginsOf(sets, wanted),
      save,
    })
  return (
    <Loaded query={query} lines={8}>
      {({ groups }) => {
        const sets = axes
          .map((axis, i) => ({ axis, lines: groups[i] ?? [] }))
          .filter(({ axis, lines }) => chosen.includes(axis) && lines.length > 0)
        return (
          <div className="stack">
            <p className="lead">{t('targets.fit.lead')}</p>
            <div className="row wrap">
              {axes.map((axis) => (
                <Segmented
                  key={axis}
                  size="small"
                  aria-label={t(`targets.plan.axis.${axis}`)}
                  value={chosen.includes(axis) ? 'fixed' : 'free'}
                  onChange={(next) =>
                    setChosen(next === 'fixed' ? [...chosen, axis] : chosen.filter((each) => each !== axis))
                  }
                  options={[
                    { value: 'fixed', label: `${t(`targets.plan.axis.${axis}`)}: ${t('targets.fit.fixed')}` },
                    { value: 'free', label: t('targets.fit.free') },
                  ]}
                />
              ))}
              <span className="spacer" />
              <Button disabled={wanted.size === 0} onClick={() => setWanted(new Map())}>
                {t('targets.fit.reset')}
              </Button>
              <Button
                disabled={!editable || sets.length === 0}
                loading={fit.isPending}
                onClick={() => ask(sets, false)}
              >
                {t('targets.fit.preview')}
              </Button>
              <Button
                type="primary"
                disabled={!editable || fit.data === undefined || wanted.size === 0}
                loading={fit.isPending}
                onClick={() => ask(sets, true)}
              >
                {t('targets.fit.save')}
              </Button>
            </div>
            {fit.isError && <Problem error={fit.error} />}
            <div className="margin-sets">
              {sets.map(({ axis, lines }) => (
                <MarginSetCard
                  key={axis}
                  axis={axis}
                  lines={lines}
                  wanted={wanted}
                  figures={figures}
                  onWant={(key, total) => setWanted(new Map(wanted).set(key, total))}
                />
              ))}
            </div>
            {fit.data !== undefined && !fit.isError && <Moves moves={fit.data.moves} figures={figures} />}
          </div>
        )
      }}
    </Loaded>
  )
}
