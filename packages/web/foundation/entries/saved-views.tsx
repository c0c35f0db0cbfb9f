import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import type { EntrySearch } from './entry-search.ts'

type SavedViewsProps = {
  readonly page: string
  readonly search: EntrySearch
  readonly onView: (search: EntrySearch) => void
}

function useViews(page: string) {
  const { t } = useText()
  const { message } = App.useApp()
  const refresh = () => void queries.invalidateQueries({ queryKey: api.entries.findViews.key() })
  const onError = (error: unknown) =>
    void message.error(failureOf(error).message ?? t('ui.error.unknown.title'))
  const query = useQuery(api.entries.findViews.queryOptions({ input: { page } }))
  const save = useMutation(api.entries.saveView.mutationOptions({ onSuccess: refresh, onError }))
  const remove = useMutation(api.entries.removeView.mutationOptions({ onSuccess: refresh, onError }))
  return { views: query.data ?? [], save, remove }
}

/** Views of this list that were saved, one's own and shared ones, and the form that saves the present one. */
export function SavedViews({ page, search, onView }: SavedViewsProps) {
  const { t } = useText()
  const { views, save, remove } = useViews(page)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const { open: _open, page: _page, ...content } = search
  const submit = () => {
    if (name.trim() !== '')
      save.mutate({ page, name: name.trim(), shared, content }, { onSuccess: () => setName('') })
  }
  const list = (
    <div className="saved-views">
      {views.length > 0 && (
        <ul>
          {views.map((view) => (
            <li key={view.savedViewId}>
              <Button type="link" size="small" onClick={() => onView(view.content as EntrySearch)}>
                {view.name}
              </Button>
              {view.shared && <span className="faint">{t('entries.views.isShared')}</span>}
              <span className="spacer" />
              {view.own && (
                <Button
                  type="text"
                  size="small"
                  aria-label={t('entries.views.remove', { name: view.name })}
                  onClick={() => remove.mutate({ savedViewId: view.savedViewId })}
                >
                  ×
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Input
        aria-label={t('entries.views.name')}
        placeholder={t('entries.views.name')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={submit}
      />
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {t('entries.views.share')}
      </Checkbox>
      <Button
        type="primary"
        size="small"
        disabled={name.trim() === ''}
        loading={save.isPending}
        onClick={submit}
      >
        {t('entries.views.save')}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <Button>{t('entries.views.title')}</Button>
    </Popover>
  )
}
