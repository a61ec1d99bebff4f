import { Client, GatewayIntentBits, Options, REST, type RESTOptions } from 'discord.js'

/** The intents that need no review by Discord: servers with their channels and threads, and messages to us. */
const plainIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
]

/** How Discord's API is reached. */
export type Connection = {
  /** Discord's REST API without the version. */
  readonly apiUrl: string
  /** How its requests are made and paced. */
  readonly rest: Partial<RESTOptions>
}

/** What a client is made with. */
export type ClientOptions = Connection & {
  /** Whether to ask for what people write without mentioning the bot: a privileged intent. */
  readonly messageContent: boolean
}

/** A discord.js client that pings nobody. */
export const createClient = ({ apiUrl, rest, messageContent }: ClientOptions): Client =>
  new Client({
    intents: messageContent ? [...plainIntents, GatewayIntentBits.MessageContent] : plainIntents,
    allowedMentions: { parse: [], repliedUser: false },
    rest: restOptions({ apiUrl, rest }),
    // What people write is remembered by us, if at all: discord.js would keep 200 messages of every channel.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  })

/** Discord's API before there is a client. */
export const createRest = (connection: Connection, token: string): REST =>
  new REST(restOptions(connection)).setToken(token)

/** Every interaction has a queue of its own in discord.js; those that are idle are let go so often, in ms, not hourly. */
const letGoEvery = 60_000

const restOptions = ({ apiUrl, rest }: Connection): Partial<RESTOptions> => ({
  ...rest,
  api: apiUrl,
  version: '10',
  handlerSweepInterval: letGoEvery,
})
