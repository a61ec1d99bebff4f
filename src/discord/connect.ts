import { Client, GatewayIntentBits, type RESTOptions } from 'discord.js'

/** The intents that need no review by Discord: servers with their channels and threads, and messages to us. */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

/** A discord.js client for an API at `apiUrl`; `rest` is how its requests are made and paced. */
export const createClient = (apiUrl: string, rest: Partial<RESTOptions>): Client =>
  new Client({
    intents,
    allowedMentions: { parse: [], repliedUser: false },
    rest: { ...rest, api: apiUrl, version: '10' },
  })
