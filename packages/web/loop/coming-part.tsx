import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { PageHead } from '../app/page-head.tsx'
import { useText } from '../i18n/index.ts'
import { Tag } from '../ui/figure/tag.tsx'
import { Card } from '../ui/page/card.tsx'
import { loopFigureText } from './loop-figure.ts'
import { LoopRing } from './loop-ring.tsx'
import { MethodIdeas, PartPlace } from './method-ideas.tsx'
import { PARTS, type PartName, threadOf } from './parts.ts'

export type Feed = { readonly text: string; readonly to: NonNullable<LinkProps['to']> }

function FigureNow({ part }: { readonly part: PartName }) {
  const { t, language } = useText()
  const { data } = useQuery(api.home.getLoopFigures.queryOptions())
  const found = data?.figures.find((figure) => figure.part === part)
  return (
    <Card title={t('loop.coming.figureNow')}>
      <p className="part-figure">{loopFigureText(found?.figure, t, language)}</p>
      <p className="muted">{t('loop.coming.sentence')}</p>
    </Card>
  )
}

/** The page of a part without function yet: what it is for, its place, its method, and what already feeds it. */
export function ComingPart({ part, feeds }: { readonly part: PartName; readonly feeds: readonly Feed[] }) {
  const { t } = useText()
  const order = PARTS.find((known) => known.name === part)?.order ?? 1
  return (
    <>
      <PageHead title={t(`parts.${part}.name`)}>
        <Tag>{t('loop.coming.state')}</Tag>
      </PageHead>
      <div className="stack">
        <section className="card part-hero" style={{ '--c': threadOf(part) }}>
          <div>
            <span className="faint">{order} / 6</span>
            <h2>{t(`parts.${part}.title`)}</h2>
            <p className="purpose">{t(`parts.${part}.purpose`)}</p>
            <PartPlace part={part} />
          </div>
          <LoopRing current={part} />
        </section>
        <Card title={t('loop.coming.idea')}>
          <MethodIdeas part={part} />
        </Card>
        <div className="two-columns">
          <Card title={t('loop.coming.feeds')}>
            <ul className="feeds">
              {feeds.map((feed) => (
                <li key={feed.text}>
                  <Link to={feed.to}>
                    <span>{feed.text}</span>
                    <span aria-hidden="true">→</span>
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
          <FigureNow part={part} />
        </div>
      </div>
    </>
  )
}
