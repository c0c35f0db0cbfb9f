/** What is sent where. The address and the secret are opened for the call alone. */
export type MessengerCall = {
  readonly kind: 'webhook' | 'dingtalk' | 'wecom' | 'feishu'
  readonly url: string
  readonly secret: string | null
  readonly text: string
  /** what a webhook gets beside the text */
  readonly data: Readonly<Record<string, unknown>>
  readonly now: Date
}

/** What came of it: HTTP status, and the robot’s own code and words where it refused. */
export type MessengerAnswer = {
  readonly ok: boolean
  readonly status: number | null
  readonly error: string | null
}

/** A call as it goes out. */
export type Prepared = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Most bytes of a text that each kind takes. */
export const MOST_BYTES: Readonly<Record<MessengerCall['kind'], number>> = {
  webhook: 60_000,
  dingtalk: 18_000,
  wecom: 2_048,
  feishu: 18_000,
}
