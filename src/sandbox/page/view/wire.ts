/** One request of the bot's. */
export type RequestView = {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly bucket: string | undefined
  readonly limit: number | undefined
  readonly remaining: number | undefined
  readonly resetAfterMs: number | undefined
  readonly scope: string | undefined
  /** Wall time in milliseconds. */
  readonly at: number
}

/** How many characters Claude has written and how many are shown, at one moment in milliseconds of wall time. */
export type LagView = {
  readonly reply: number
  readonly at: number
  readonly written: number
  readonly shown: number
  /** For how long what is written but not shown has been so, in milliseconds. */
  readonly behindMs: number
  readonly writing: boolean
}

/** What can be made to go wrong from the page. */
export const faultNames = [
  'status-503',
  'status-403',
  'html-403',
  'status-413',
  'drop-before',
  'drop-after',
  'silence',
  'shared-429',
  'bare-429',
  'status-401',
  'auto-mod',
  'harmful-link',
  'time-out',
  'close-gateway',
  'outage',
  'models-list',
] as const

/** One of them. */
export type FaultName = (typeof faultNames)[number]

/** The knobs of the wire. */
export type KnobsView = {
  readonly latencyMs: number
  readonly limits: readonly {
    readonly route: string
    readonly label: string
    readonly limit: number
    readonly windowMs: number
  }[]
  /** The faults that can be set, and how many requests each still waits for: 0 if it is not set, `on` until taken back. */
  readonly faults: readonly {
    readonly name: FaultName
    readonly label: string
    readonly explains: string
    readonly waiting: number | 'on'
  }[]
}
