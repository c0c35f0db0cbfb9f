import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '@salesloom/contract'

/** The OpenAPI 3.1 description of every endpoint, made from the contract. */
export async function describeApi(): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Salesloom 销售经纬',
      version: '0.1.0',
      description:
        'Every capability of the application. Sign in by POST /api/auth/sign-in/email and send the session cookie, the header `x-salesloom: 1`, and, with several workspaces, `x-salesloom-workspace: <code>`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'salesloom.session_token' } },
    },
    security: [{ session: [] }],
  })
}
