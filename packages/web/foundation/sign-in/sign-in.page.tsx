import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { queries } from '../../api/queries.ts'
import { Mark } from '../../app/mark.tsx'
import { useText } from '../../i18n/index.ts'
import { PARTS } from '../../loop/parts.ts'
import { Graticule } from '../../ui/figure/graticule.tsx'
import { LanguageChoice } from '../settings/language-choice.tsx'
import { ProviderButton } from './provider-button.tsx'
import { SampleSignIns } from './sample-sign-ins.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

const route = getRouteApi('/sign-in')

/** The door: what the product is, beside the way in. */
export function SignInPage() {
  const { t } = useText()
  const { to, error, done } = route.useSearch()
  const navigate = useNavigate()
  const enter = () => {
    queries.clear()
    void navigate({ to: to ?? '/' })
  }
  return (
    <div className="door">
      <aside className="door-cloth" aria-label={t('shell.product')}>
        <Graticule />
        <div className="door-story">
          <p className="door-motto">{t('signIn.motto')}</p>
          <p>{t('signIn.story')}</p>
          <ol>
            {PARTS.map((part) => (
              <li key={part.name} style={{ '--c': `var(--part-${part.order})` }}>
                {t(`parts.${part.name}.name`)}
              </li>
            ))}
          </ol>
        </div>
      </aside>
      <main className="door-form">
        <div className="door-brand">
          <Mark size={42} />
          <h1>
            {t('shell.product')}
            <small>{t('shell.tagline')}</small>
          </h1>
          <span className="spacer" />
          <LanguageChoice />
        </div>
        {done === true && (
          <p className="good" role="status">
            {t('signIn.done')}
          </p>
        )}
        <SignInForm onSignedIn={enter} />
        <ProviderButton to={to ?? '/'} error={error ?? null} />
        <SampleSignIns onSignedIn={enter} />
      </main>
    </div>
  )
}
