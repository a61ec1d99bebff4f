import type { Clock } from '../../clock.ts'
import { autoMod, harmfulLinks } from '../discord/content-filters.ts'
import type { Fault, FaultEffect, FaultTarget } from '../discord/faults.ts'
import type { Discord } from '../discord/start-discord.ts'
import { type FaultName, faultNames, type KnobsView } from './view/wire.ts'

/** What the faults act on. */
export type FaultStage = {
  readonly clock: Clock
  readonly discord: Discord
  /** Makes Claude's list of models alone fail, or ends that. */
  readonly setModels: (fails: boolean) => void
}

/** The faults as the page offers them. */
export type PageFaults = {
  readonly view: () => KnobsView['faults']
  readonly set: (name: FaultName) => void
  readonly takeBack: (name: FaultName) => void
}

const aboutMessages = ({ route }: FaultTarget): boolean => route?.includes('/messages') ?? false

const next = (trouble: FaultEffect, times = 1): Fault => ({ trouble, when: aboutMessages, times })

const answer = (status: number, message: string, code = 0): Fault =>
  next({ type: 'answer', status, body: { message, code } })

const requests: Readonly<Partial<Record<FaultName, () => Fault>>> = {
  'status-503': () => next({ type: 'status', status: 503, moment: 'before' }, 3),
  'status-403': () => answer(403, 'Missing Permissions', 50013),
  'html-403': () =>
    next({ type: 'answer', status: 403, body: '<html><h1>Sorry, you have been blocked</h1></html>' }),
  'status-413': () => answer(413, 'Request entity too large', 40005),
  'drop-before': () => next({ type: 'drop', moment: 'before' }),
  'drop-after': () => next({ type: 'drop', moment: 'after' }),
  silence: () => next({ type: 'silence', moment: 'before' }),
  'shared-429': () => next({ type: 'rate-limit', scope: 'shared', retryAfterMs: 3_000 }),
  'bare-429': () => next({ type: 'rate-limit', scope: 'global' }),
  'status-401': () => answer(401, '401: Unauthorized'),
  'auto-mod': () => autoMod('basil', 'Basil'),
  'harmful-link': () => harmfulLinks('https://'),
}

const words: Readonly<Record<FaultName, readonly [label: string, explains: string]>> = {
  'status-503': ['Discord fails (503)', 'The next three requests about messages are answered with 503'],
  'status-403': ['Not allowed (403)', 'The next request about a message is refused for missing permissions'],
  'html-403': ['Blocked by the firewall', 'The next request about a message is answered with a 403 page'],
  'status-413': ['Too large (413)', 'The next request about a message is refused as too large'],
  'drop-before': [
    'Connection lost before',
    'The next request about a message is lost before it takes effect',
  ],
  'drop-after': [
    'Connection lost after',
    'The next request about a message takes effect, but its answer is lost',
  ],
  silence: ['No answer', 'The next request about a message is never answered'],
  'shared-429': ['Rate limit, 3 s', 'The next request about a message is refused for three seconds'],
  'bare-429': ['Rate limit, no header', 'The next request about a message gets a 429 that names no time'],
  'status-401': [
    'Token refused once (401)',
    'The next request about a message is answered with 401, by mistake',
  ],
  'auto-mod': ['AutoMod: “basil”', 'AutoMod blocks every message with the word “basil”'],
  'harmful-link': ['Harmful links', 'Every message with a web address is blocked as harmful'],
  'time-out': ['Bot timed out, 1 min', 'The bot may not write in the server for a minute'],
  'close-gateway': ['Close the gateway', 'The gateway closes the bot’s connection'],
  outage: ['Discord is down, 5 s', 'Nothing gets through for five seconds'],
  'models-list': ['No list of models', 'Claude’s list of models fails; its replies do not'],
}

const minute = 60_000

/** The faults of one sandbox; `onChange` is called each time that one is set, used or taken back. */
export const createPageFaults = (stage: FaultStage, onChange: () => void): PageFaults => {
  const { discord, clock } = stage
  const set = new Map<FaultName, { left: number; readonly end: () => void }>()
  const drop = (name: FaultName): void => {
    set.get(name)?.end()
    set.delete(name)
    onChange()
  }
  const add = (name: FaultName, end: () => void, left = Number.POSITIVE_INFINITY): void => {
    set.set(name, { left, end })
    onChange()
  }
  const addRequestFault = (name: FaultName, fault: Fault): void => {
    const onUsed = (left: number): void => {
      const own = set.get(name)
      if (own === undefined) return
      own.left = left
      if (left === 0) set.delete(name)
      onChange()
    }
    add(name, discord.fault({ ...fault, onUsed }), fault.times)
  }
  const timeOut = (until: number): void => {
    const { botId } = discord.application
    for (const { id, members } of discord.guilds()) if (members.has(botId)) discord.timeOutBot(id, until)
  }
  const begin = (name: FaultName): void => {
    const fault = requests[name]?.()
    if (fault !== undefined) addRequestFault(name, fault)
    if (name === 'close-gateway') discord.gateway.close(4000)
    if (name === 'outage') discord.outage(5_000)
    if (name === 'time-out') {
      timeOut(clock.now() + minute)
      const cancel = clock.after(minute, () => drop(name))
      add(name, () => {
        cancel()
        timeOut(0)
      })
    }
    if (name === 'models-list') {
      stage.setModels(true)
      add(name, () => stage.setModels(false))
    }
  }
  return {
    view: () =>
      faultNames.map((name) => {
        const [label, explains] = words[name]
        const left = set.get(name)?.left ?? 0
        return { name, label, explains, waiting: Number.isFinite(left) ? left : 'on' }
      }),
    set: (name) => {
      if (set.has(name)) drop(name)
      begin(name)
    },
    takeBack: drop,
  }
}
