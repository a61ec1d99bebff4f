import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js'
import type { Discord } from '../../../src/sandbox/discord/start-discord.ts'

const { Guilds, GuildMessages, DirectMessages, MessageContent, GuildMessageReactions } = GatewayIntentBits

/** What a bot that answers messages listens to. */
export const usualIntents: readonly number[] = [
  Guilds,
  GuildMessages,
  DirectMessages,
  MessageContent,
  GuildMessageReactions,
]

/** An unmodified discord.js client that is logged in and ready. */
export const logIn = async (
  discord: Discord,
  intents: readonly number[] = usualIntents,
): Promise<Client<true>> => {
  const client = new Client({
    intents: [...intents],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheEverything(),
    rest: { api: discord.url, version: '10', offset: 0 },
  })
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, resolve)
    client.login(discord.token).catch(reject)
  })
}
