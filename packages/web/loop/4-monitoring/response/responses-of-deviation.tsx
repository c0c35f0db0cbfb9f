import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { CreateResponse } from './create-response.tsx'
import { ResponseCard } from './response-card.tsx'

/** What is done about a deviation, and the way to do something. */
export function ResponsesOfDeviation({ deviationId }: { readonly deviationId: number }) {
  const { t } = useText()
  const mayWrite = useMay('responses.write')
  const [creating, setCreating] = useState(false)
  const query = useQuery(api.monitoring.findResponses.queryOptions({ input: { deviationId } }))
  const button = mayWrite && (
    <Button type="primary" onClick={() => setCreating(true)}>
      {t('response.plan.create')}
    </Button>
  )
  return (
    <section className="stack" aria-label={t('response.plan.title')}>
      <Loaded query={query} lines={4}>
        {(responses) =>
          responses.length === 0 ? (
            <Card title={t('response.plan.title')}>
              <Empty title={t('response.plan.emptyTitle')} text={t('response.plan.emptyText')}>
                {button}
              </Empty>
            </Card>
          ) : (
            <>
              {responses.map((response) => (
                <ResponseCard key={response.responseId} response={response} />
              ))}
              <div>{button}</div>
            </>
          )
        }
      </Loaded>
      {creating && <CreateResponse deviationId={deviationId} onClose={() => setCreating(false)} />}
    </section>
  )
}
