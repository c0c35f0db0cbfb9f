/** npm run build: builds the web application when its sources changed. */
import { createLogger } from '../packages/server/platform/logging/index.ts'
import { buildWeb } from '../packages/server/platform/static/build-web.ts'

const built = await buildWeb(createLogger('info'))
process.stdout.write(built ? 'The web application is built.\n' : 'The web application is up to date.\n')
