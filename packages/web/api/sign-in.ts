import { createAuthClient } from 'better-auth/client'
import { twoFactorClient } from 'better-auth/client/plugins'
import { currentLanguage } from '../i18n/index.ts'

/** Password and one-time-code sign-in, sessions and enrolment. */
export const signIn = createAuthClient({
  baseURL: `${window.location.origin}/api/auth`,
  plugins: [twoFactorClient()],
  fetchOptions: {
    onRequest: (request) => {
      request.headers.set('x-salesloom-locale', currentLanguage())
      return request
    },
  },
})
