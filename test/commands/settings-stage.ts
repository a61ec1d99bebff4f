import type { LoggedRequest } from '../../src/sandbox/claude/request-log.ts'
import type { Interaction } from '../../src/sandbox/discord/interaction.ts'
import type { BotWorld } from '../world/bot-world.ts'
import { people, places } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

/** What people do who set something or give something, and what they see. */
export const givingStage = (world: () => BotWorld) => {
  const stage = stageOf(world)
  const run = (
    name: string,
    options: Parameters<BotWorld['discord']['runCommand']>[0]['options'] = {},
    { channelId = places.general, userId = people.ada } = {},
  ): Interaction => world().discord.runCommand({ channelId, userId, name, options })

  /** What an interaction was answered with, to all or to one, once it says anything. */
  const said = (act: Interaction): Promise<string> =>
    world().discord.until(
      () =>
        world()
          .discord.messages(act.channelId)
          .find(({ interactionId, content }) => interactionId === act.id && content !== '')?.content,
    )

  /** A question answered with these words; gives the message's text. */
  const asks = async (strings: string, channelId = places.general): Promise<string> => {
    const act = run('ask', { prompt: strings }, { channelId })
    const find = () =>
      world()
        .discord.messages(channelId)
        .findLast(
          ({ interactionId, content }) =>
            interactionId === act.id && /^-# claude-.* s( · .*)?$/m.test(content),
        )
    return (await world().discord.until(find)).content
  }

  /** The requests for messages that Claude got, oldest first. */
  const requests = (): readonly LoggedRequest[] =>
    world()
      .claude.requests()
      .filter(({ path }) => path.split('?')[0] === '/v1/messages')

  return { ...stage, run, said, asks, requests, last: () => JSON.stringify(requests().at(-1)?.body) }
}
