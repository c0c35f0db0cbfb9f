import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Bullet, BulletKey } from '../../ui/figure/bullet.tsx'
import { Change, Gap, Money, Percent } from '../../ui/figure/figure.tsx'
import { PaceTag } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import type { HomeData } from './home-data.ts'

type Member = HomeData['below'][number]

/** Units and people directly below, with how they stand this quarter. */
export function Team({ home }: { readonly home: HomeData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const full = Math.max(0, ...home.below.map((member) => Math.max(member.target, member.actual)))
  const ordersOf = (member: Member) => {
    const id = Number(member.key.split(':')[1])
    return {
      from: home.quarter.from,
      to: home.asOf,
      channel: home.channel,
      ...(member.isPerson ? { personId: id } : { orgUnitId: id }),
    }
  }
  if (home.below.length === 0) return null
  return (
    <Card
      className="flush team-table"
      title={t('home.team.title')}
      note={t('home.team.note')}
      aside={<BulletKey />}
    >
      <DataTable
        label={t('home.team.title')}
        rows={home.below}
        rowKey={(member) => member.key}
        columns={[
          {
            key: 'name',
            title: t('home.team.name'),
            cell: (member) => (
              <Link to="/orders" search={ordersOf(member)} className="name">
                {nameIn(member.name, language)}
              </Link>
            ),
          },
          {
            key: 'progress',
            title: t('home.team.progress'),
            cell: (member) => (
              <Bullet
                actual={member.actual}
                due={member.due}
                target={member.target}
                currency={currency}
                full={full}
              />
            ),
          },
          {
            key: 'actual',
            title: t('home.team.actual'),
            numeric: true,
            cell: (member) => <Money minor={member.actual} currency={currency} />,
          },
          {
            key: 'attainment',
            title: t('home.team.attainment'),
            numeric: true,
            cell: (member) => (
              <b>
                <Percent ratio={member.attainment} />
              </b>
            ),
          },
          {
            key: 'lastYear',
            title: t('home.team.onLastYear'),
            numeric: true,
            wide: true,
            cell: (member) => (
              <Change ratio={member.lastYear === 0 ? null : member.actual / member.lastYear - 1} />
            ),
          },
          {
            key: 'gap',
            title: t('home.team.gap'),
            numeric: true,
            wide: true,
            cell: (member) => <Gap minor={member.gap} currency={currency} />,
          },
          {
            key: 'state',
            title: <Link to="/review">{t('home.team.open')}</Link>,
            wide: true,
            cell: (member) => <PaceTag pace={member.pace} />,
          },
        ]}
      />
    </Card>
  )
}
