import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MethodDrawer } from '../../method-drawer.tsx'
import { TargetsNavigation } from '../goals/targets-navigation.tsx'
import { OwnTarget } from './own-target.tsx'
import './cascade.css'

/** The caller's own targets: the number, its explanation, the answer and the commitment. */
export function MyTargetsPage() {
  const { t } = useText()
  const query = useQuery(api.targets.findMyTargets.queryOptions())
  return (
    <>
      <PageHead title={t('cascade.mine.title')} actions={<MethodDrawer part="targets" />} />
      <TargetsNavigation />
      <Loaded query={query} lines={6}>
        {(targets) =>
          targets.length === 0 ? (
            <Card>
              <Empty title={t('cascade.mine.noneTitle')} text={t('cascade.mine.noneText')} />
            </Card>
          ) : (
            <div className="stack">
              {targets.map((target) => (
                <OwnTarget key={`${target.scenarioId} ${target.node.member}`} target={target} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  )
}
