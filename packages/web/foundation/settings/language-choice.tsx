import { Segmented } from 'antd'
import { queries } from '../../api/queries.ts'
import { chooseLanguage, useText } from '../../i18n/index.ts'
import { LANGUAGES } from '../../ui/format/locale.ts'

/** The three languages side by side, each in its own letters. */
export function LanguageChoice({ long = false }: { readonly long?: boolean }) {
  const { t, language } = useText()
  return (
    <Segmented
      aria-label={t('shell.language.label')}
      value={language}
      onChange={(chosen) => void chooseLanguage(chosen).then(() => queries.invalidateQueries())}
      options={LANGUAGES.map((code) => ({
        value: code,
        label: long ? (
          t(`shell.language.${code}`)
        ) : (
          <span title={t(`shell.language.${code}`)} lang={code}>
            {t(`shell.languageShort.${code}`)}
          </span>
        ),
      }))}
    />
  )
}
