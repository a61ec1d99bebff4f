import { type BaseInteraction, GatewayIntentBits } from 'discord.js'
import type { Strings } from '../../src/i18n/strings.ts'

/** How one goes on in a thread of the bot's: by any message, where it may read them. */
export const howToGoOn = ({ client }: Pick<BaseInteraction, 'client'>, { messages }: Strings): string =>
  client.options.intents.has(GatewayIntentBits.MessageContent) ? messages.everyMessage : messages.mentionMe
