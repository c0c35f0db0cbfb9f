import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useCurrency } from '../../api/money.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Bullet, BulletKey } from '../../ui/figure/bullet.tsx'
import { Gap, Money, Percent } from '../../ui/figure/figure.tsx'
import { PaceTag } from '../../ui/figure/tag.tsx'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import type { Currency } from '../../ui/format/money.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { useTree } from '../../ui/page/tree.ts'
import { TreeName } from '../../ui/page/tree-name.tsx'
import { sliceOfCell } from '../cell-slice.ts'
import type { Attained, AttainedRow } from './use-attainment.ts'

type Shown = {
  readonly t: Translate
  readonly language: Language
  readonly currency: Currency
  readonly attained: Attained
  readonly open: ReadonlySet<string>
  readonly toggle: (key: string) => void
}

/** Figures to the right of the name. */
function figureColumns({ t, currency, attained }: Shown): Column<AttainedRow>[] {
  const { scenario, from, to } = attained
  const top = attained.rows[0]?.target ?? 0
  return [
    {
      key: 'progress',
      title: t('review.attainment.progress'),
      cell: (row) => (
        <Bullet
          actual={row.actual}
          due={row.due}
          target={row.target}
          currency={currency}
          {...(row.target === top ? { full: top } : {})}
        />
      ),
    },
    {
      key: 'actual',
      title: t('review.attainment.actual'),
      numeric: true,
      cell: (row) => (
        <Link
          to="/orders"
          search={sliceOfCell(row.at, { from, to }, scenario.channel)}
          className="figure-link"
        >
          <Money minor={row.actual} currency={currency} />
        </Link>
      ),
    },
    {
      key: 'due',
      title: t('review.attainment.due'),
      numeric: true,
      wide: true,
      cell: (row) => (
        <span className="muted">
          <Money minor={row.due} currency={currency} />
        </span>
      ),
    },
    {
      key: 'target',
      title: t('review.attainment.target'),
      numeric: true,
      wide: true,
      cell: (row) => (
        <Link
          to="/targets/$scenarioId"
          params={{ scenarioId: String(scenario.scenarioId) }}
          className="figure-link"
        >
          <Money minor={row.target} currency={currency} />
        </Link>
      ),
    },
    {
      key: 'attainment',
      title: t('review.attainment.attainment'),
      numeric: true,
      cell: (row) => (
        <b>
          <Percent ratio={row.attainment} />
        </b>
      ),
    },
    {
      key: 'gap',
      title: t('review.attainment.gap'),
      numeric: true,
      wide: true,
      cell: (row) => <Gap minor={row.gap} currency={currency} />,
    },
    {
      key: 'state',
      title: t('review.attainment.state'),
      wide: true,
      cell: (row) => <PaceTag pace={row.pace} />,
    },
  ]
}

function columnsOf(shown: Shown): Column<AttainedRow>[] {
  const { language, open, toggle } = shown
  const name: Column<AttainedRow> = {
    key: 'name',
    title: shown.t('targets.plan.member'),
    cell: (row) => (
      <TreeName
        row={row}
        name={nameIn(row.name, language)}
        open={open.has(row.key)}
        onToggle={() => toggle(row.key)}
      >
        {row.level < 2 ? <b>{nameIn(row.name, language)}</b> : nameIn(row.name, language)}
      </TreeName>
    ),
  }
  return [name, ...figureColumns(shown)]
}

/** Attainment as a tree: bullets to compare, every figure a way to its parts. */
export function AttainmentTable({ attained }: { readonly attained: Attained }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { shown, open, toggle } = useTree(attained.rows, 1)
  const columns = useMemo(
    () => columnsOf({ t, language, currency, attained, open, toggle }),
    [t, language, currency, attained, open, toggle],
  )
  return (
    <Card
      className="flush attainment-table"
      title={t('review.attainment.title')}
      note={t('review.attainment.dueNote')}
      aside={<BulletKey />}
    >
      <DataTable
        label={t('review.attainment.title')}
        columns={columns}
        rows={shown}
        rowKey={(row) => row.key}
        sumRow={(row) => row.level === 0}
      />
    </Card>
  )
}
