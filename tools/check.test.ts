import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { testDataFolder } from '../packages/server/testing/test-database.ts'
import { ROOT } from './root.ts'

/*
 * Copies of the checkout in which something may be broken. Packages are linked; the project's own are the copy's. Steps
 * that look at each file by itself, for longer the more there are, look at a few of them: that they pass on all is what
 * the check itself says.
 */
const FEW =
  /^(?!packages|docs|e2e|bench|demo|generated)|^packages\/(engine\/([^/]+$|calendar\/|money\/|testing\/property)|server\/(platform\/clock|foundation\/facts)\/)/
const OF_FEW = ['imports', 'types of engine', 'format and lint']
const copies = { whole: '', few: '' }

const copyFor = (step: string): string => (OF_FEW.includes(step) ? copies.few : copies.whole)

function linkModules(from: string, copy: string): void {
  const to = join(copy, 'node_modules')
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const path = join(from, name)
    if (name === '@salesloom') {
      mkdirSync(join(to, name))
      for (const own of readdirSync(path)) symlinkSync(join(copy, 'packages', own), join(to, name, own))
    } else symlinkSync(lstatSync(path).isSymbolicLink() ? realpathSync(path) : path, join(to, name))
  }
}

function copyFiles(files: readonly string[]): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'salesloom-check-')))
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(ROOT, file), join(copy, file), { force: true })
  }
  linkModules(join(ROOT, 'node_modules'), copy)
  // What is ignored there is told apart by git.
  execFileSync('git', ['init', '-q'], { cwd: copy })
  return copy
}

before(() => {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const files = list.split('\0').filter((name) => name !== '')
  copies.whole = copyFiles(files)
  copies.few = copyFiles(files.filter((file) => FEW.test(file)))
})
after(() => {
  for (const copy of Object.values(copies)) rmSync(copy, { recursive: true, force: true })
})

type Said = { readonly code: number | null; readonly text: string }

function check(copy: string, ...only: string[]): Said {
  const run = spawnSync(process.execPath, ['tools/check.ts', '--only', only.join(',')], {
    cwd: copy,
    encoding: 'utf8',
    timeout: 240_000,
    // The copy uses the database that is already there.
    env: { ...process.env, SALESLOOM_TEST_DATA: testDataFolder() },
  })
  return { code: run.status, text: run.stdout + run.stderr }
}

/** Steps that something planted has failed; the last test sees that it was the planting. */
const broken: string[] = []

type Planting = readonly [file: string, change: (content: string) => string]

/** Breaks files, runs one step of the check, and mends them. */
function planted(step: string, ...plantings: readonly Planting[]): Said {
  const copy = copyFor(step)
  const mend: Array<() => void> = []
  for (const [file, change] of plantings) {
    const path = join(copy, file)
    const whole = readFileSync(path, 'utf8')
    const changed = change(whole)
    assert.notEqual(changed, whole, `nothing was planted in ${file}`)
    writeFileSync(path, changed)
    mend.push(() => writeFileSync(path, whole))
  }
  broken.push(step)
  const said = check(copy, step)
  for (const again of mend) again()
  return said
}

test('An import against the rules fails the check, with the rule’s name.', () => {
  const imports = planted(
    'imports',
    [
      'packages/server/platform/clock/index.ts',
      (content) => `import '../../foundation/facts/index.ts'\n${content}`,
    ],
    ['packages/engine/outcome.ts', (content) => `import 'node:fs'\n${content}`],
  )
  assert.equal(imports.code, 1)
  assert.match(imports.text, /platform-is-lowest.*platform\/clock\/index\.ts/)
  assert.match(imports.text, /engine-is-pure/)
})

test('A missing translation fails the check, with language and key.', () => {
  const folder = 'packages/web/i18n/zh-TW'
  const file = readdirSync(join(copies.whole, folder)).find((name) => name.endsWith('.json')) ?? ''
  const catalogue = JSON.parse(readFileSync(join(copies.whole, folder, file), 'utf8')) as Record<
    string,
    unknown
  >
  const key = Object.keys(catalogue)[0] ?? ''
  const { [key]: _, ...rest } = catalogue
  const missing = planted('texts', [`${folder}/${file}`, () => JSON.stringify(rest, null, 2)])
  assert.equal(missing.code, 1)
  assert.match(missing.text, new RegExp(`zh-TW has no text for ${file.replace('.json', '')}\\.${key}`))
})

test('A word of the mainland in a text for Taiwan fails the check, with its key.', () => {
  const file = 'packages/web/i18n/zh-TW/settings.json'
  const mainland = planted('texts', [file, (content) => content.replace('電子郵件', '郵箱')])
  assert.equal(mainland.code, 1)
  assert.match(mainland.text, /zh-TW: settings\.\S+ says 郵箱/)
})

test('An endpoint without permission fails the check, by its name.', () => {
  const open = planted('permissions', [
    'packages/contract/index.ts',
    (content) =>
      `import { oc } from '@orpc/contract'\n${content}`.replace(
        'export const contract = {',
        "export const contract = { open: oc.route({ method: 'GET', path: '/open' }),",
      ),
  ])
  assert.equal(open.code, 1)
  assert.match(open.text, /open declares no permission/)
})

test('A schema and an interface that drifted fail the check.', () => {
  const drifted = planted(
    'drift',
    ['generated/schema.sql', (content) => content.replace('not null', '')],
    ['generated/openapi.json', (content) => content.replace('"3.1', '"3.0')],
  )
  assert.equal(drifted.code, 1)
  assert.match(drifted.text, /generated\/schema\.sql.* differs from the sources/)
  assert.match(drifted.text, /generated\/openapi\.json.* differs from the sources/)
})

test('A wrong type and a wrong format fail the check.', () => {
  const path = 'packages/engine/outcome.ts'
  const wrong = planted('types of engine', [
    path,
    (content) => `${content}\nexport const wrong: number = 'text'\n`,
  ])
  assert.equal(wrong.code, 1)
  assert.match(wrong.text, /outcome\.ts.*TS2322/)
  const unformatted = planted('format and lint', [path, (content) => content.replace('export', 'export  ')])
  assert.equal(unformatted.code, 1)
})

test('A statement or a key that a distributed database would not bear fails the check, with the reason.', () => {
  const { code, text } = planted(
    'scale out',
    [
      'packages/server/foundation/rollups/recompute-facts.ts',
      (content) => `${content}\nexport const WRONG = \`select amount from invoice\`\n`,
    ],
    [
      'packages/server/platform/migrations/0007-metrics.ts',
      (content) => `${content}\nexport const WRONG = \`create trigger t after insert on lead\`\n`,
    ],
    ['generated/schema.sql', (content) => `${content}\n-- constraint public.lead UNIQUE (external_id)\n`],
  )
  assert.equal(code, 1)
  assert.match(text, /a statement on invoice does not say the workspace/)
  assert.match(text, /triggers do not work on distributed tables/)
  assert.match(text, /a key does not begin with the workspace/)
})

test('Mended, the same steps pass: it was what was planted that failed.', () => {
  for (const copy of Object.values(copies)) {
    const mended = check(copy, ...broken.filter((step) => copyFor(step) === copy))
    assert.equal(mended.code, 0, mended.text)
  }
})
