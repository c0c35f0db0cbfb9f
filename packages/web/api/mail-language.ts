import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useText } from '../i18n/index.ts'
import { api } from './client.ts'
import { queries } from './queries.ts'
import { sessionQuery, useSession } from './session.ts'

/** Tells the server which language the pages speak, so that mails to this person speak it too. */
export function useMailLanguage(): void {
  const { language } = useText()
  const { locale, standingInFor } = useSession()
  const { mutate } = useMutation(
    api.session.setLocale.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: sessionQuery().queryKey }),
    }),
  )
  const differs = locale !== language && standingInFor === null
  useEffect(() => {
    if (differs) mutate({ locale: language })
  }, [differs, language, mutate])
}
