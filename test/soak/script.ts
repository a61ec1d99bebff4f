import { seededRandom } from '../../src/sandbox/claude/seeded-random.ts'

/** How long people go on, in how many channels, and with which dice. */
export type Setting = {
  readonly seed: number
  readonly channels: number
  /** Simulated minutes. */
  readonly minutes: number
  /** Simulated seconds from one act in a channel to the next, on average. */
  readonly gap: number
}

/** How often each thing happens, in parts of all. */
const shares = {
  'ask by command': 300,
  'ask by message': 220,
  'ask in a thread': 40,
  press: 150,
  'stop a reply': 60,
  'edit a question': 50,
  'delete a question': 40,
  'delete a reply': 30,
  'a fault of a request': 180,
  'take a permission away for a while': 6,
  'a thread is archived': 5,
  'a thread is locked': 3,
  'a thread is deleted': 3,
  'the gateway closes': 8,
  'the gateway asks to reconnect': 2,
  'the session can be resumed': 2,
  'the session is over': 2,
  'the gateway is cut': 5,
  'events come twice for a while': 5,
  outage: 5,
  'the disk is full for a while': 4,
  'the database is locked for a while': 4,
  'the clock is set back for a while': 3,
  'the clock is set forward for a while': 3,
  'the process is frozen for a while': 3,
} as const

/** What somebody does, or what goes wrong. */
export type Kind = keyof typeof shares

/** One thing that happens, whatever there is then to do it to. */
export type Act = {
  /** Simulated ms after the beginning. */
  readonly at: number
  readonly kind: Kind
  readonly channel: number
  /** From 0 to below 1: who does it. */
  readonly who: number
  /** From 0 to below 1: what is taken of what there is. */
  readonly which: number
}

const isKind = (name: string): name is Kind => name in shares
const kinds = Object.keys(shares).filter(isKind)
const all = kinds.reduce((sum, kind) => sum + shares[kind], 0)

const kindAt = (dice: number): Kind => {
  let left = dice * all
  for (const kind of kinds) {
    left -= shares[kind]
    if (left < 0) return kind
  }
  return 'press'
}

/** All that happens in a run, from its seed alone. */
export const script = ({ seed, channels, minutes, gap }: Setting): readonly Act[] => {
  const random = seededRandom(seed)
  const acts: Act[] = []
  for (let at = 0; at < minutes * 60_000; at += (random() * 2_000 * gap) / channels) {
    acts.push({
      at,
      kind: kindAt(random()),
      channel: Math.floor(random() * channels),
      who: random(),
      which: random(),
    })
  }
  return acts
}
