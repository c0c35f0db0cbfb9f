import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import type { DeviationRecord } from './deviation-text.ts'
import { WhyInput } from './why-input.tsx'

/** What people say about a deviation. */
export function Comments({ record }: { readonly record: DeviationRecord }) {
  const { t, language } = useText()
  const { deviationId, comments } = record
  const comment = useMutation(
    api.monitoring.commentOnDeviation.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.monitoring.getDeviation.key() }),
    }),
  )
  return (
    <div className="comments">
      <h3>{t('response.why.comments', { count: comments.length })}</h3>
      {comments.map(({ commentId, text, by, at }) => (
        <p key={commentId}>
          {text}{' '}
          <small className="faint">
            {by} · {formatMoment(at, language)}
          </small>
        </p>
      ))}
      {comment.isError && <Problem error={comment.error} />}
      <WhyInput
        label={t('response.why.comment')}
        onAdd={(text) => comment.mutateAsync({ deviationId, text, why: null })}
      />
    </div>
  )
}
