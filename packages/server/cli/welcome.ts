import { SAMPLE_PASSWORD } from '../foundation/access/index.ts'
import type { Config } from '../platform/config/read-config.ts'
import { SAMPLE_DOMAIN } from '../platform/sign-in/sign-in.ts'

/** What a start prints when it answers: where, and with which sample sign-ins. */
export function welcome(config: Config, url: string): string {
  const lines = ['', '  Salesloom 销售经纬', `  ${config.publicUrl ?? url}`, '']
  if (config.samples) {
    const names = ['director', 'manager', 'representative', 'analyst', 'admin']
    lines.push(
      '  Sample sign-ins 示例账号',
      ...names.map((name) => `    ${name}${SAMPLE_DOMAIN}`),
      `  Password 密码  ${SAMPLE_PASSWORD}`,
      '',
    )
  }
  const where =
    config.databaseUrl === null ? `Data in ${config.dataFolder}` : 'Data in the database of DATABASE_URL'
  lines.push(`  ${where}. Ctrl-C stops it.`, '', '')
  return lines.join('\n')
}
