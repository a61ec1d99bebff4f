import { Client, DefaultRestOptions, GatewayIntentBits, Options, REST, type RESTOptions } from 'discord.js'
import { keepToken } from '../rest/keep-token.ts'
import { type RetryRequestsOptions, retryRequests } from '../rest/retry-requests.ts'
import { createGatewayStrategy, type GatewayStrategyOptions } from './gateway-strategy.ts'
import { guardEvents } from './guard-events.ts'
import type { ShardSession } from './shard-session.ts'

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
  /** How those that fail are tried again. */
  readonly retries: RetryRequestsOptions
  /** The one shard that the client is for; all there are if absent. */
  readonly shard?: ClientShard
}

/** One of several shards of a bot, each with a client of its own. */
export type ClientShard = {
  readonly id: number
  /** Of the whole bot. */
  readonly total: number
  /** Resolves when this shard may identify; rejects when the signal aborts. */
  readonly waitForIdentify: (signal: AbortSignal) => Promise<void>
  readonly session: ShardSession
}

/** What a client is made with. */
export type ClientOptions = Connection & {
  readonly gateway: GatewayStrategyOptions
  /** Whether to ask for what people write without mentioning the bot: a privileged intent. */
  readonly messageContent: boolean
}

/** A discord.js client that pings nobody. */
export const createClient = ({ messageContent, gateway, ...connection }: ClientOptions): Client => {
  const { shard } = connection
  const client = new Client({
    intents: messageContent ? [...plainIntents, GatewayIntentBits.MessageContent] : plainIntents,
    // A server that an outage has taken away must not keep the others waiting; it is told of when it is back.
    waitGuildTimeout: 3_000,
    allowedMentions: { parse: [], repliedUser: false },
    rest: restOptions(connection),
    ws: {
      buildStrategy: createGatewayStrategy({ ...gateway, ...(shard && { session: shard.session }) }),
      ...(shard && {
        buildIdentifyThrottler: async () => ({
          waitForIdentify: (_: number, signal: AbortSignal) => shard.waitForIdentify(signal),
        }),
      }),
    },
    ...(shard && { shards: [shard.id], shardCount: shard.total }),
    // What people write is remembered by us, if at all: discord.js would keep 200 messages of every channel.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  })
  keepToken(client.rest)
  guardEvents(client, gateway.onEventFault)
  return client
}

/** Discord's API before there is a client. */
export const createRest = (connection: Connection, token: string): REST =>
  keepToken(new REST(restOptions(connection)).setToken(token))

/** Every interaction has a queue of its own in discord.js; those that are idle are let go so often, in ms, not hourly. */
const letGoEvery = 60_000

/** The transport ends each try in time, so discord.js's own limit, which would end all of them together, is as long as a timer can be. */
const noTimeout = 2 ** 31 - 1

const restOptions = ({ apiUrl, rest, retries }: Connection): Partial<RESTOptions> => ({
  ...rest,
  makeRequest: retryRequests(rest.makeRequest ?? DefaultRestOptions.makeRequest, retries),
  timeout: noTimeout,
  api: apiUrl,
  version: '10',
  handlerSweepInterval: letGoEvery,
})
