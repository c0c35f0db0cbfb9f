import { funnelHandlers } from './funnel/index.ts'

export const monitoringProcedures = (_queue: unknown) => ({ ...funnelHandlers }) as never
