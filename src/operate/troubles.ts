import type { Clock } from '../clock.ts'
import type { FailureKind } from '../conversation/failure.ts'

/** The failures that Claude, or the way to it, causes. */
const claudeKinds = [
  'rate-limited',
  'spend-limit',
  'busy',
  'unreachable',
  'stalled',
  'broken',
  'key-refused',
  'misconfigured',
  'unknown-model',
] as const satisfies readonly FailureKind[]

/** Something that has not worked since `since`, in ms since 1970: for how many replies, and why it was the last time. */
export type Trouble<Kind extends FailureKind = FailureKind> = {
  readonly since: number
  readonly kind: Kind
  readonly count: number
}

/** What does not work, and when Claude last answered. Times are in ms since 1970. */
export type Troubles = {
  readonly answeredAt: number | undefined
  readonly claude?: Trouble<(typeof claudeKinds)[number]>
  /** Conversations cannot be saved. */
  readonly store?: Trouble
  /** Faults of our own. */
  readonly bot?: Trouble
}

/** Collects the troubles of replies. A reply that ends well ends all of them. */
export const createTroubles = (
  clock: Pick<Clock, 'now'>,
): { readonly replied: (kind: FailureKind | undefined) => void; readonly read: () => Troubles } => {
  let now: Troubles = { answeredAt: undefined }
  const more = <Kind extends FailureKind>(kind: Kind, before: Trouble | undefined): Trouble<Kind> => ({
    since: before?.since ?? clock.now(),
    kind,
    count: (before?.count ?? 0) + 1,
  })
  return {
    replied: (kind) => {
      if (kind === undefined) now = { answeredAt: clock.now() }
      else if (kind === 'not-stored') now = { ...now, store: more(kind, now.store) }
      else if (kind === 'internal') now = { ...now, bot: more(kind, now.bot) }
      else {
        const ofClaude = claudeKinds.find((known) => known === kind)
        if (ofClaude) now = { ...now, claude: more(ofClaude, now.claude) }
      }
    },
    read: () => now,
  }
}
