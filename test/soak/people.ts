import type { FaultEffect } from '../../src/sandbox/discord/faults.ts'
import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import { people } from '../world/bot-world.ts'
import type { ScaledClock } from '../world/scaled-clock.ts'
import type { Child } from './child.ts'
import type { Act } from './script.ts'
import { oneOf, troubleOf } from './troubles.ts'

/** Where it all happens, and what has been asked and deleted so far. */
export type Stage = {
  readonly discord: Discord
  readonly clock: ScaledClock
  readonly channelIds: readonly string[]
  /** Threads that people have opened, and that are still there. */
  readonly threadIds: string[]
  /** Interactions that asked. */
  readonly asked: string[]
  /** How many questions there were. */
  questions: number
  /** Messages that somebody deleted. */
  readonly deleted: Set<string>
  /** How many requests were answered with a 429 that was none of their own fault. */
  limited: number
}

const routes: readonly [RouteName, ...RouteName[]] = [
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original',
  'PATCH /channels/:channel_id/messages/:message_id',
  'POST /channels/:channel_id/messages',
  'POST /webhooks/:webhook_id/:webhook_token',
  'POST /interactions/:interaction_id/:interaction_token/callback',
]

/** The ids of a message's buttons that can be pressed. */
const buttonsOf = ({ components }: Message): readonly string[] =>
  [...JSON.stringify(components).matchAll(/\{[^{}]*"custom_id":"([^"]+)"[^{}]*\}/g)].flatMap(([all, id]) =>
    id === undefined || all.includes('"disabled":true') ? [] : [id],
  )

const at = <T>(items: readonly T[], which: number): T | undefined => items[Math.floor(which * items.length)]

/** Does what an act says, to whatever there is to do it to. */
export const act = (stage: Stage, child: Child, { kind, channel, who, which }: Act): void => {
  const { discord, clock, asked, deleted } = stage
  const channelId = stage.channelIds[channel] ?? ''
  const userId = oneOf(who, [people.ada, people.grace, people.aoi])
  const { botId } = discord.application
  const here = discord.messages(channelId)
  const replies = here.filter(({ authorId }) => authorId === botId)
  const questions = here.filter(({ authorId }) => authorId !== botId)
  const remove = (message: Message | undefined): void => {
    if (message === undefined) return
    deleted.add(message.id)
    discord.deleteMessage({ messageId: message.id, userId: people.ada })
  }
  switch (kind) {
    case 'ask by command': {
      const options = { prompt: `question ${stage.questions++}` }
      asked.push(discord.runCommand({ channelId, userId, name: 'ask', options }).id)
      return
    }
    case 'ask by message':
      discord.say({ channelId, userId, content: `<@${botId}> question ${stage.questions++}` })
      return
    case 'ask in a thread': {
      const threadId = at(stage.threadIds, which) ?? newThread(stage, channelId)
      // Who may manage threads may write in a locked one.
      const content = `<@${botId}> question ${stage.questions++}`
      discord.say({ channelId: threadId, userId: people.ada, content })
      if (who < 0.3) newThread(stage, channelId)
      return
    }
    case 'stop a reply': {
      const growing = discord
        .channels()
        .flatMap(({ id }) => discord.messages(id))
        .flatMap((reply) => buttonsOf(reply).map((id) => ({ reply, id })))
        .filter(({ id }) => id.startsWith('stop:'))
      const button = at(growing, which)
      if (button) discord.click({ messageId: button.reply.id, customId: button.id, userId: people.ada })
      return
    }
    case 'press': {
      const pressable = replies.slice(-3).flatMap((reply) => buttonsOf(reply).map((id) => ({ reply, id })))
      const button = at(pressable, which)
      if (button) discord.click({ messageId: button.reply.id, customId: button.id, userId })
      return
    }
    case 'edit a question': {
      const message = at(questions.slice(-3), which)
      if (message)
        discord.editMessage({
          messageId: message.id,
          userId: message.authorId,
          content: `${message.content}, please`,
        })
      return
    }
    case 'delete a question':
      remove(at(questions.slice(-3), which))
      return
    case 'delete a reply':
      remove(at(replies.slice(-2), which))
      return
    case 'a fault of a request':
      fault(stage, oneOf(who, routes), troubleOf(which))
      return
    case 'take a permission away for a while': {
      const permission = oneOf(which, ['SEND_MESSAGES', 'VIEW_CHANNEL'] as const)
      discord.setPermissions({ channelId, id: botId, deny: [permission] })
      clock.after(20_000, () => discord.setPermissions({ channelId, id: botId }))
      return
    }
    case 'a thread is archived':
    case 'a thread is locked':
    case 'a thread is deleted':
      changeThread(stage, kind, which)
      return
    case 'the gateway closes':
      discord.gateway.close(oneOf(which, [4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009]))
      return
    case 'the gateway asks to reconnect':
      discord.gateway.reconnect()
      return
    case 'the session can be resumed':
      discord.gateway.invalidate(true)
      return
    case 'the session is over':
      discord.gateway.invalidate(false)
      return
    case 'the gateway is cut':
      discord.gateway.cut()
      return
    case 'events come twice for a while':
      discord.gateway.repeat(true)
      clock.after(10_000, () => discord.gateway.repeat(false))
      return
    case 'outage':
      discord.outage(5_000)
      return
    case 'the disk is full for a while':
      child.tell({ type: 'store', kind: 'disk-full', ms: 10_000 })
      return
    case 'the database is locked for a while':
      child.tell({ type: 'store', kind: 'locked', ms: 3_000 })
      return
    case 'the clock is set back for a while':
      child.tell({ type: 'wall', back: 3_600_000, ms: 20_000 })
      return
    case 'the clock is set forward for a while':
      child.tell({ type: 'wall', back: -3_600_000, ms: 20_000 })
      return
    case 'the process is frozen for a while':
      child.freeze(700)
      return
  }
}

const newThread = ({ discord, threadIds }: Stage, channelId: string): string => {
  const { id } = discord.startThread({ channelId, userId: people.ada, name: `thread ${threadIds.length}` })
  threadIds.push(id)
  return id
}

const changeThread = (
  { discord, threadIds, deleted }: Stage,
  kind: 'a thread is archived' | 'a thread is locked' | 'a thread is deleted',
  which: number,
): void => {
  const threadId = at(threadIds, which)
  if (threadId === undefined) return
  if (kind === 'a thread is archived') discord.archiveThread(threadId)
  else if (kind === 'a thread is locked') discord.lockThread(threadId)
  else {
    for (const { id } of discord.messages(threadId)) deleted.add(id)
    threadIds.splice(threadIds.indexOf(threadId), 1)
    discord.deleteChannel(threadId)
  }
}

/** The next request of a route runs into trouble; a 429 among them is counted, since the bot is not to blame for it. */
const fault = (stage: Stage, route: RouteName, trouble: FaultEffect): void => {
  const when = (): boolean => {
    if (trouble.type === 'rate-limit') stage.limited += 1
    return true
  }
  stage.discord.fault({ route, trouble, times: 1, when })
}
