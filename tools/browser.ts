/** Finds the browser for the tests; on Debian as root it installs what is missing. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const PACKAGES = ['chromium', 'fonts-wqy-zenhei']

/** Path of the browser; SALESLOOM_CHROMIUM names another one. Null where there is none. */
export function findBrowser(): string | null {
  const places = [process.env['SALESLOOM_CHROMIUM'] ?? '', ...PLACES]
  return places.find((place) => place !== '' && existsSync(place)) ?? null
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

function apt(...args: string[]): void {
  execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-y', '-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** The browser, installed now where that is possible; null with a word about it otherwise. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser()
  const complete = found !== null && hasChineseFont()
  if (!complete && isDebian() && process.getuid?.() === 0) {
    say('installing Chromium and a Chinese font …')
    apt('update')
    apt('install', '--no-install-recommends', ...PACKAGES, 'fontconfig')
  }
  const browser = findBrowser()
  if (browser === null)
    say(
      `No Chromium: install it (Debian: apt-get install ${PACKAGES.join(' ')}) or set SALESLOOM_CHROMIUM to run the browser tests.`,
    )
  return browser
}
