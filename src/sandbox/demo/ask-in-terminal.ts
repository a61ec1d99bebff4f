import { stdout } from 'node:process'
import { systemClock } from '../../clock.ts'
import { readableLine } from '../../log-lines.ts'
import type { Message } from '../discord/message.ts'
import type { Discord } from '../discord/start-discord.ts'
import { cast, firstChannelId } from '../page/cast.ts'
import { growingText } from './growing-text.ts'
import { type Demo, startDemo } from './start-demo.ts'

/** Whether the bot still works on the reply: it has a Stop button, or is thinking. */
const isGrowing = ({ components, flags }: Message): boolean =>
  (flags & 128) !== 0 || /"label":"Stop"/.test(JSON.stringify(components))

const botMessages = (discord: Discord): readonly Message[] =>
  discord.messages(firstChannelId).filter(({ authorId }) => authorId === discord.application.botId)

const registered = (discord: Discord): boolean =>
  discord.commands().some((command) => command['name'] === 'ask')

/** A real Claude may think for minutes. */
const unlimited = { within: Number.POSITIVE_INFINITY }

const ready = async ({ discord, bot }: Demo): Promise<void> => {
  await discord.until(
    () => bot.view().state === 'ended' || (registered(discord) && bot.view().state === 'online'),
    unlimited,
  )
  const { state, says } = bot.view()
  if (state === 'ended') throw new Error(`The bot has ended: ${says}`)
}

const ask = async (demo: Demo, question: string): Promise<number> => {
  const { discord } = demo
  await ready(demo)
  const [person] = cast.users
  const screen = growingText(stdout)
  const show = () => screen.show(botMessages(discord).map(({ content }) => content))
  const off = discord.onEvent(({ type }) => {
    if (type === 'message-create' || type === 'message-update') show()
  })
  const interaction = discord.runCommand({
    channelId: firstChannelId,
    userId: person?.id ?? '',
    name: 'ask',
    options: { prompt: question },
  })
  const state = await discord.answered(interaction)
  if (state.type === 'failed') throw new Error('The bot did not answer within three seconds.')
  await discord.until(() => {
    const messages = botMessages(discord)
    return messages.length > 0 && !messages.some(isGrowing)
  }, unlimited)
  off()
  screen.end(botMessages(discord).map(({ content }) => content))
  return 0
}

/** Asks one question and shows the reply growing, then the messages as Discord holds them; gives the exit code. */
export const askInTerminal = async (
  question: string,
  onStop: (stop: () => Promise<void>) => void,
): Promise<number> => {
  const onLine = (line: string) => process.stderr.write(readableLine(`${line}\n`, false))
  const environment = { LOG_LEVEL: 'error', ...process.env }
  const demo = await startDemo({ clock: systemClock, environment, onLine })
  onStop(demo.stop)
  try {
    return await ask(demo, question)
  } finally {
    await demo.stop()
  }
}
