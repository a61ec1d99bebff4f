import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import { people } from '../bot-world.ts'
import type { ScaledClock } from '../scaled-clock.ts'
import type { Act } from './script.ts'
import { oneOf, troubleOf } from './troubles.ts'

/** Where it all happens, and what has been asked and deleted so far. */
export type Stage = {
  readonly discord: Discord
  readonly clock: ScaledClock
  readonly channelIds: readonly string[]
  /** Interactions that asked. */
  readonly asked: string[]
  /** How many questions there were. */
  questions: number
  /** Messages that somebody deleted. */
  readonly deleted: Set<string>
  /** What was done, in words. */
  readonly done: string[]
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
export const act = (stage: Stage, { kind, channel, who, which }: Act): void => {
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
      discord.fault({ route: oneOf(who, routes), trouble: troubleOf(which), times: 1 })
      return
    case 'take a permission away for a while': {
      const permission = oneOf(which, ['SEND_MESSAGES', 'VIEW_CHANNEL'] as const)
      discord.setPermissions({ channelId, id: botId, deny: [permission] })
      clock.after(20_000, () => discord.setPermissions({ channelId, id: botId }))
      return
    }
    case 'the gateway closes with 4000':
      discord.gateway.close(4000)
      return
    case 'the gateway closes with 4009':
      discord.gateway.close(4009)
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
  }
}
