import { currentLanguage } from '../i18n/index.ts'
import { currentStandIn } from './stand-in.ts'
import { currentWorkspace } from './workspace.ts'

/** The address of a file that the server makes, with what a link cannot say in headers. */
export function fileAddress(path: string, query: Readonly<Record<string, string>> = {}): string {
  const workspace = currentWorkspace()
  const standIn = currentStandIn()
  const parts = new URLSearchParams({
    ...query,
    locale: currentLanguage(),
    ...(workspace === null ? {} : { workspace }),
    ...(standIn === null ? {} : { standIn }),
  })
  return `${path}?${parts}`
}
