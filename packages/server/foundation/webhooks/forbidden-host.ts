import { lookup } from 'node:dns/promises'

/** Names and address ranges that only ever mean this machine's own cloud credentials, at home and abroad. */
const FORBIDDEN =
  /^(169\.254\.|100\.100\.100\.200$|\[?(::ffff:)?(a9fe:|6464:64c8\]?$)|\[?::ffff:(169\.254\.|100\.100\.100\.200$)|\[?fe80:|\[?fd00:ec2::254|metadata\.(google\.internal|tencentyun\.com)\.?$)/i

/** Addresses that only ever mean this machine's own cloud credentials. */
export function isForbiddenHost(host: string): boolean {
  // Written as IPv6 (::ffff:a9fe:…) or with the dot of the root it is the same address.
  return FORBIDDEN.test(host)
}

/** An address that nothing is sent to. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'

  constructor() {
    super('the address is not allowed')
  }
}

type Resolve = (host: string) => Promise<ReadonlyArray<{ readonly address: string }>>
const resolved: Resolve = (host) => lookup(host, { all: true })

/**
 * Refuses a host that is forbidden by itself or whose name leads to a forbidden address: anybody can register such a
 * name. A name that nobody knows is left to the request, which says so.
 * @throws ForbiddenAddress
 */
export async function refuseForbidden(hostname: string, resolve: Resolve = resolved): Promise<void> {
  if (isForbiddenHost(hostname)) throw new ForbiddenAddress()
  if (hostname.startsWith('[')) return
  const addresses = await resolve(hostname).catch(() => [])
  if (addresses.some(({ address }) => isForbiddenHost(address))) throw new ForbiddenAddress()
}
