import { english } from '../../src/i18n/languages.ts'
import { type Answer, text } from '../../src/sandbox/claude/answer.ts'
import type { Prompt } from '../../src/sandbox/claude/prompt.ts'
import type { FaultTarget } from '../../src/sandbox/discord/faults.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people } from '../world/bot-world.ts'
import type { ScaledClock } from '../world/scaled-clock.ts'
import {
  type End,
  noResponse,
  type Place,
  type RequestClass,
  requestClasses,
  whole,
  words,
} from './reply-requests.ts'
import { type NamedTrouble, troubles } from './troubles.ts'

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
const answer: Answer = {
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: 6_000 },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
}

/** What Claude answers: several pages to each question that is to be asked again, and what ends after a moment else. */
export const createAnswers = (): ((asked: Prompt) => Answer) => {
  const asked = new Set<string>()
  return ({ prompt }) => {
    const isFirst = !asked.has(prompt)
    asked.add(prompt)
    return isFirst && prompt.includes(again) ? text('leaf '.repeat(900)) : answer
  }
}

const again = 'write again'
const guildId = '1100000000000000100'
const lasts = 2 * 60_000

const isCommand = ({ asks }: RequestClass): boolean => asks !== 'by mention' && asks !== 'by a reply'

/** What has to be there before the question that meets the trouble. */
const prepare = async (
  { requests }: Cell,
  world: BotWorld,
  channelId: string,
): Promise<Place & { readonly message?: Message }> => {
  const { discord } = world
  const content = `<@${discord.application.botId}> ${again}, ${channelId}`
  if (requests.asks === 'by /thread where there are none')
    discord.setPermissions({ channelId, id: guildId, deny: ['CREATE_PUBLIC_THREADS'] })
  if (requests.asks === 'by a reply')
    return {
      channelId,
      message: discord.say({ channelId, userId: people.grace, content: 'The sky is green.' }),
    }
  if (requests.asks !== 'by Regenerate') return { channelId }
  discord.say({ channelId, userId: people.ada, content })
  const message = await discord.until(() =>
    messagesIn(world, channelId).find(({ components }) =>
      JSON.stringify(components).includes('"regenerate:'),
    ),
  )
  return { channelId, message }
}

const ask = (
  { asks }: RequestClass,
  { channelId, message }: Place & { readonly message?: Message },
  { discord }: BotWorld,
): Place => {
  const said = { channelId, userId: people.ada, content: `<@${discord.application.botId}> go on` }
  switch (asks) {
    case 'by mention':
      discord.say(said)
      return { channelId }
    case 'by a reply': {
      const replyTo = message?.id ?? ''
      const reference = { channel_id: channelId, message_id: replyTo }
      const also = { message_reference: reference, referenced_message: undefined }
      discord.say({ ...said, replyTo, pingReply: false, also })
      return { channelId }
    }
    case 'by Regenerate': {
      const customId = /regenerate:[\w-]+/.exec(JSON.stringify(message?.components))?.[0] ?? ''
      const { id, token } = discord.click({ messageId: message?.id ?? '', customId, userId: people.ada })
      return { channelId, interactionId: id, token }
    }
    default: {
      const name = asks === 'by command' ? 'ask' : 'thread'
      const { id, token } = discord.runCommand({
        ...{ channelId, userId: people.ada, name },
        options: { prompt: 'go on' },
      })
      return { channelId, interactionId: id, token }
    }
  }
}

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
  const before = await prepare(cell, world, channelId)
  if (requests.begins === 'before' && before.interactionId === undefined && !isCommand(requests))
    begin(before)
  const place = ask(requests, before, world)
  if (requests.begins === 'before' && isCommand(requests)) begin(place)
  const { interactionId } = place
  if (interactionId !== undefined)
    await discord.until(() => discord.interaction(interactionId)?.state.type !== 'pending')
  asked()
  if (requests.begins === 'once text is seen') {
    await discord.until(() => messagesIn(world, channelId).some(({ content }) => content.includes('word')))
    begin(place)
  }
  const end = await Promise.race([endOf(requests, place, world), late(channelId, world, clock)])
  return { end, requests: met }
}

/** Resolves when nothing has come of a question, or not all, a minute after the trouble is over. */
const late = (channelId: string, world: BotWorld, clock: ScaledClock): Promise<End> =>
  new Promise((resolve) => {
    clock.after(lasts + 60_000, () => {
      const shown = messagesIn(world, channelId)
      if (shown.some(grows)) return
      if (shown.length === 0) resolve('nothing in the channel: the asker is told directly')
      if (!shown.some(({ content }) => content.includes('the end'))) return
      const hasOld = shown.some(({ content }) => content.includes('leaf'))
      resolve(hasOld ? 'the reply, above pages that stay' : 'the reply without the private word')
    })
  })

const endOf = (
  { asks }: RequestClass,
  { channelId, interactionId = '' }: Place,
  world: BotWorld,
): Promise<End> => {
  const { discord } = world
  return discord.until(() => {
    const thread = discord.channels().find((one) => 'parentId' in one && one.parentId === channelId)
    const shown = [...messagesIn(world, channelId), ...(thread ? messagesIn(world, thread.id) : [])]
    const isIn = (id: string | undefined, part: string): boolean =>
      id !== undefined && messagesIn(world, id).some(({ content }) => content.includes(part))
    const has = (part: string): boolean => shown.some(({ content }) => content.includes(part))
    if (discord.interaction(interactionId)?.state.type === 'failed') return noResponse()
    if (shown.length === 0) return undefined
    if (shown.some(grows)) return undefined
    if (has('the end')) {
      if (has('leaf')) return undefined
      const isTurnedAway = has(english.messages.noThread)
      if (asks === 'by /thread where there are none') return isTurnedAway && 'the reply and the private word'
      // Outside a thread the asker is told so, which may come after the reply.
      if (asks === 'by /thread' && !isIn(thread?.id, 'the end'))
        return isTurnedAway && 'the reply, answered in the channel'
      return whole()
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
