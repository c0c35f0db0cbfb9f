import { Segmented } from 'antd'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { APPEARANCES, chooseAppearance, useAppearance } from '../../ui/theme/appearance.ts'
import { LanguageChoice } from './language-choice.tsx'
import { PasswordForm } from './password-form.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { SettingsFrame } from './settings-frame.tsx'
import { TwoStep } from './two-step.tsx'
import './settings.css'

function Display() {
  const { t } = useText()
  const { appearance } = useAppearance()
  return (
    <Card title={t('settings.display.title')} note={t('settings.display.note')}>
      <div className="stack">
        <div className="field">
          <span className="faint">{t('shell.language.label')}</span>
          <span>
            <LanguageChoice long />
          </span>
        </div>
        <div className="field">
          <span className="faint">{t('shell.appearance.label')}</span>
          <span>
            <Segmented
              aria-label={t('shell.appearance.label')}
              value={appearance}
              onChange={chooseAppearance}
              options={APPEARANCES.map((value) => ({ value, label: t(`shell.appearance.${value}`) }))}
            />
          </span>
        </div>
      </div>
    </Card>
  )
}

/** The person's own things: who they are here, how pages look, and how they sign in. */
export function SettingsPage() {
  return (
    <SettingsFrame page="me">
      <div className="settings">
        <div className="stack">
          <Profile />
          <TwoStep />
        </div>
        <div className="stack">
          <Display />
          <PasswordForm />
          <Sessions />
        </div>
      </div>
    </SettingsFrame>
  )
}
