import { english } from '../../src/i18n/languages.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { FaultTarget } from '../../src/sandbox/discord/faults.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people } from '../world/bot-world.ts'
import type { ScaledClock } from '../world/scaled-clock.ts'
import { type NamedTrouble, troubles } from './troubles.ts'

/** How it ends for whoever asked. */
export type End =
  | 'the reply, whole'
  | 'the reply, answered in the channel'
  | 'the reply without the part that is refused'
  | 'words, as soon as the message can be changed'
  | 'nothing in the channel: the asker is told directly'
  | 'Discord’s “The application did not respond”; nothing is asked'

/** A class of requests that a reply makes. */
export type RequestClass = {
  readonly name: string
  readonly asks: 'by command' | 'by mention' | 'by /thread'
  /** Whether a request of the question's is of this class. */
  readonly is: (target: FaultTarget, place: Place) => boolean
  /** When the trouble begins. */
  readonly begins: 'before' | 'once text is seen'
  readonly once: (trouble: NamedTrouble) => End
  /** For two minutes from its beginning. */
  readonly long: (trouble: NamedTrouble) => End
}

/** Where a question is asked, and the interaction by which. */
export type Place = { readonly channelId: string; readonly interactionId?: string; readonly token?: string }

const whole = (): End => 'the reply, whole'
const words = (): End => 'words, as soon as the message can be changed'
const noResponse = (): End => 'Discord’s “The application did not respond”; nothing is asked'

const isEdit = ({ method, path }: FaultTarget, { channelId, token = 'none' }: Place): boolean =>
  method === 'PATCH' && (path.includes(`/${token}/`) || path.includes(`/channels/${channelId}/messages/`))

const passesOr =
  (end: () => End) =>
  ({ kind }: NamedTrouble): End =>
    kind === 'passes' ? whole() : end()

/** What a reply asks of Discord, and how it ends with each trouble. */
export const requestClasses: readonly RequestClass[] = [
  {
    name: 'the acknowledgement',
    asks: 'by command',
    begins: 'before',
    is: ({ path }, { interactionId = 'none' }) => path.includes(`/interactions/${interactionId}/`),
    once: ({ name }) => (name === 'silence' ? noResponse() : whole()),
    long: noResponse,
  },
  {
    name: 'the first edit',
    asks: 'by command',
    begins: 'before',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'a paced edit',
    asks: 'by command',
    begins: 'once text is seen',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'a paced edit, asked by mention',
    asks: 'by mention',
    begins: 'once text is seen',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'the last edit',
    asks: 'by command',
    begins: 'before',
    is: (target, place) => isEdit(target, place) && JSON.stringify(target.json).includes('the end'),
    once: whole,
    // While the text so far is taken, the end is what Discord seems to refuse.
    long: passesOr(() => 'the reply without the part that is refused'),
  },
  {
    name: 'the first post',
    asks: 'by mention',
    begins: 'before',
    is: ({ method, path }, { channelId }) => method === 'POST' && path === `/channels/${channelId}/messages`,
    once: whole,
    long: passesOr(() => 'nothing in the channel: the asker is told directly'),
  },
  {
    name: 'opening a thread',
    asks: 'by /thread',
    begins: 'before',
    is: ({ method, path }, { channelId }) =>
      method === 'POST' && path.startsWith(`/channels/${channelId}/`) && path.endsWith('/threads'),
    once: ({ name }) =>
      name === 'silence' || name === '429 without Retry-After'
        ? 'the reply, answered in the channel'
        : whole(),
    long: () => 'the reply, answered in the channel',
  },
]

export type Cell = {
  readonly requests: RequestClass
  readonly trouble: NamedTrouble
  readonly duration: 'once' | 'long'
}

export const cells: readonly Cell[] = requestClasses.flatMap((requests) =>
  troubles.flatMap((trouble) =>
    (['once', 'long'] as const).map((duration) => ({ requests, trouble, duration })),
  ),
)

export const expectedEnd = ({ requests, trouble, duration }: Cell): End => requests[duration](trouble)

/** Text, a moment without any, and the end. */
export const answer: Answer = {
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: 6_000 },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
}

const guildId = '1100000000000000100'
const lasts = 2 * 60_000

const messagesIn = ({ discord }: BotWorld, channelId: string): readonly Message[] =>
  discord.messages(channelId).filter(({ authorId }) => authorId === discord.application.botId)

const grows = (message: Message): boolean =>
  message.content.includes('▌') || JSON.stringify(message.components).includes('"stop:')

/** Asks one question in a channel of its own, with its trouble; gives how it ends. Calls `asked` once it is acknowledged. */
export const play = async (
  cell: Cell,
  world: BotWorld,
  clock: ScaledClock,
  asked: () => void,
): Promise<{ readonly end: End; readonly requests: number }> => {
  const { discord } = world
  const { requests, trouble, duration } = cell
  const { id: channelId } = discord.createChannel({ guildId, name: 'a-channel' })
  let met = 0
  const begin = (place: Place): void => {
    const when = (target: FaultTarget): boolean => {
      const isOne = requests.is(target, place)
      if (isOne) met += 1
      return isOne
    }
    const remove = discord.fault({ trouble: trouble.trouble, when, ...(duration === 'once' && { times: 1 }) })
    clock.after(lasts, remove)
  }
  const ask = (): Place => {
    if (requests.asks === 'by mention') {
      discord.say({ channelId, userId: people.ada, content: `<@${discord.application.botId}> go on` })
      return { channelId }
    }
    const name = requests.asks === 'by command' ? 'ask' : 'thread'
    const { id, token } = discord.runCommand({
      ...{ channelId, userId: people.ada, name },
      options: { prompt: 'go on' },
    })
    return { channelId, interactionId: id, token }
  }
  if (requests.begins === 'before' && requests.asks === 'by mention') begin({ channelId })
  const place = ask()
  if (requests.begins === 'before' && requests.asks !== 'by mention') begin(place)
  if (requests.begins === 'once text is seen') {
    asked()
    await discord.until(() => messagesIn(world, channelId).some(({ content }) => content.includes('word')))
    begin(place)
  }
  const { interactionId } = place
  if (interactionId !== undefined)
    await discord.until(() => discord.interaction(interactionId)?.state.type !== 'pending')
  if (requests.begins === 'before') asked()
  return { end: await Promise.race([endOf(place, world), nothing(channelId, world, clock)]), requests: met }
}

/** Resolves when nothing has come of a question a minute after the trouble is over. */
const nothing = (channelId: string, world: BotWorld, clock: ScaledClock): Promise<End> =>
  new Promise((resolve) => {
    clock.after(lasts + 60_000, () => {
      if (messagesIn(world, channelId).length === 0)
        resolve('nothing in the channel: the asker is told directly')
    })
  })

const endOf = ({ channelId, interactionId = '' }: Place, world: BotWorld): Promise<End> => {
  const { discord } = world
  return discord.until(() => {
    const thread = discord.channels().find((one) => 'parentId' in one && one.parentId === channelId)
    const shown = [...messagesIn(world, channelId), ...(thread ? messagesIn(world, thread.id) : [])]
    const has = (part: string): boolean => shown.some(({ content }) => content.includes(part))
    if (discord.interaction(interactionId)?.state.type === 'failed') return noResponse()
    if (shown.length === 0) return undefined
    if (shown.some(grows)) return undefined
    if (has('the end')) {
      const isTurnedAway = has(english.messages.noThread)
      return isTurnedAway ? 'the reply, answered in the channel' : whole()
    }
    if (has('▒▒▒')) return 'the reply without the part that is refused'
    return has(english.messages.cannotBeShown) && words()
  })
}

/** The ends as a Markdown table: one line for each class of request, how long the trouble lasts, and each end. */
export const matrixTable = (): string => {
  const lines = requestClasses.flatMap((requests) =>
    (['once', 'long'] as const).flatMap((duration) => {
      const ends = Map.groupBy(troubles, (trouble) => expectedEnd({ requests, trouble, duration }))
      return [...ends].map(([end, met]) => {
        const names = met.length === troubles.length ? 'each of them' : met.map(({ name }) => name).join(', ')
        return `| ${requests.name} | ${duration === 'once' ? 'once' : 'for two minutes'} | ${names} | ${end} |`
      })
    }),
  )
  const names = troubles.map(({ name }) => name).join(', ')
  return [
    `What Discord can answer: ${names}.`,
    '',
    ...['| Request | How long | Answers | How it ends |', '|---|---|---|---|'],
    ...lines,
    '',
  ].join('\n')
}
