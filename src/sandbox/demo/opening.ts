import type { Discord } from '../discord/start-discord.ts'
import { cast, firstChannelId } from '../page/cast.ts'

const [mira, jonas] = cast.users

/** Whether the newest answer in the channel has its footer, and with it its last words. */
const isAnswered = (discord: Discord, count: number): boolean => {
  const { botId } = discord.application
  const answers = discord.messages(firstChannelId).filter(({ authorId }) => authorId === botId)
  const last = JSON.stringify(answers.at(-1)?.components ?? [])
  return answers.length >= count && !last.includes('"label":"Stop"') && last !== '[]'
}

/**
 * A short conversation for the page to open on: two people and the bot, which answers for real. Resolves when the last
 * answer is whole.
 */
export const playOpening = async (discord: Discord): Promise<void> => {
  const say = (userId: string | undefined, content: string, replyTo?: string) =>
    discord.say({ channelId: firstChannelId, userId: userId ?? '', content, ...(replyTo && { replyTo }) })
  const { botId } = discord.application
  say(jonas?.id, 'My basil is drooping again 🌿 I water it every morning, I swear.')
  say(
    mira?.id,
    `Then it drowns! <@${botId}> can you sketch the code for a watering sensor? We have an ESP32.`,
  )
  await discord.until(() => isAnswered(discord, 1), { what: 'the first answer of the opening' })
  say(jonas?.id, `<@${botId}> and what about the cactus?`)
  await discord.until(() => isAnswered(discord, 2), { what: 'the second answer of the opening' })
}
