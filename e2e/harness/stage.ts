import { after, before } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Look, openBrowser, type Visit, visit } from './browser.ts'
import { type Client, type Session, signIn } from './client.ts'
import { command, freePort, killLaunched, type Program, stop, temporaryFolder } from './program.ts'
import { startOnSample } from './sample.ts'

/** The people of the sample who sign in, by the name in their address. */
type Local = 'admin' | 'director' | 'manager' | 'representative' | 'analyst'

/** The application on the sample company and a browser beside it, open while the tests of a file run. */
export type Stage<Name extends Local> = {
  /** People who are signed in. */
  readonly people: Readonly<Record<Name, Client>>
  /** Opens a page as somebody, or as nobody. */
  readonly visit: (client: Client | null, look?: Look) => Promise<Visit>
  /** Gives a person of the sample company an account, as an administrator does with the command, and signs them in. */
  readonly admit: (local: string, role: string, personCode: string) => Promise<Client>
}

const PASSWORD_OF_ADMITTED = 'nine quiet harbours'

function laterClient(session: () => Session | undefined): Client {
  const open = (): Session => {
    const found = session()
    if (found === undefined) throw new Error('people sign in before the first test')
    return found
  }
  return {
    call: async (name, input) => open().call(name, input),
    get cookie() {
      return open().cookie
    },
  }
}

/** Sets the stage for the tests of a file, with these people signed in, and clears it after them. */
export function openStage<Name extends Local>(...names: readonly Name[]): Stage<Name> {
  const { folder, remove } = temporaryFolder()
  const data = `${folder}/data`
  const sessions = new Map<Name, Session>()
  let program: Program
  let browser: Browser | undefined
  before(async () => {
    program = await startOnSample({ SALESLOOM_DATA: data, PORT: String(await freePort()) })
    browser = await openBrowser()
    for (const name of names) sessions.set(name, await signIn(program, name))
  })
  after(async () => {
    await browser?.close()
    await stop(program)
    killLaunched()
    remove()
  })
  const clients = names.map((name) => [name, laterClient(() => sessions.get(name))] as const)
  return {
    people: Object.fromEntries(clients) as Record<Name, Client>,
    visit: async (client, look) => {
      if (browser === undefined) throw new Error('the browser opens before the first test')
      return visit(browser, program.url, client, look)
    },
    admit: async (local, role, personCode) => {
      const email = `${local}@sample.salesloom.app`
      const added = await command(
        ['user', 'add', email, '--workspace', 'hengyue', '--role', role, '--person', personCode],
        { SALESLOOM_DATA: data, PORT: '0' },
        PASSWORD_OF_ADMITTED,
      )
      if (added.code !== 0) throw new Error(added.err)
      return signIn(program, local, undefined, PASSWORD_OF_ADMITTED)
    },
  }
}
