import { type BaseInteraction, GatewayIntentBits } from 'discord.js'
import type { Words } from '../../src/words/words.ts'

/** How one goes on in a thread of the bot's: by any message, where it may read them. */
export const howToGoOn = ({ client }: Pick<BaseInteraction, 'client'>, { talk }: Words): string =>
  client.options.intents.has(GatewayIntentBits.MessageContent) ? talk.everyMessage : talk.mentionMe
