import { createServer, type Server } from 'node:http'
import { type Clock, systemClock } from '../../clock.ts'
import type { Channel } from './channel.ts'
import { commandJson } from './command.ts'
import { createFaults, type Fault } from './faults.ts'
import { createGateway, type Gateway, type GatewayControl, usualHeartbeat } from './gateway.ts'
import type { GatewayRules } from './gateway-hub.ts'
import type { Guild } from './guild.ts'
import type { Interaction, InteractionState } from './interaction.ts'
import type { JsonObject } from './json.ts'
import { createLimiter, type Limits } from './limiter.ts'
import type { BucketLimit, RouteName } from './limits.ts'
import type { Message } from './message.ts'
import { messagesIn } from './messages.ts'
import { type CommandPeople, createCommandPeople } from './people-commands.ts'
import { type ComponentPeople, createComponentPeople } from './people-components.ts'
import { createMessagePeople, type MessagePeople } from './people-messages.ts'
import { createModerationPeople, type ModerationPeople } from './people-moderation.ts'
import { createRolePeople, type RolePeople } from './people-roles.ts'
import { permissionsIn } from './permissions.ts'
import { createRoutes } from './routes/index.ts'
import { applySeed, defaultSeed, type Seed } from './seed.ts'
import { type Service, serve } from './serve.ts'
import { trackClock } from './tracked-clock.ts'
import type { User } from './user.ts'
import { createUntil, type Until } from './wait-until.ts'
import { createWireLog, type Exchange } from './wire-log.ts'
import { type Application, createWorld, type World, type WorldEvent } from './world.ts'

/** How to start: everything has a default. */
export type DiscordOptions = {
  /** Drives every deadline and window; the machine's own time by default. */
  readonly clock?: Clock
  /** A free port by default. */
  readonly port?: number
  /** Limits other than Discord's reported ones; a route set to `undefined` has none. */
  readonly limits?: Limits
  /** The round trip in milliseconds: half before a request takes effect, half after. 0 by default. */
  readonly latencyMs?: number
  readonly seed?: Seed
  /** How many threads of a guild may be active; Discord's 1,000 by default. */
  readonly maxActiveThreads?: number
  /** Milliseconds between heartbeats that the gateway asks for; Discord's own by default. */
  readonly heartbeatMs?: number
  /** What the gateway insists on beyond what it always does; nothing by default. */
  readonly gatewayRules?: GatewayRules
  /** How many exchanges the wire log keeps; 10,000 by default. */
  readonly wireLogSize?: number
}

/** What a running sandbox Discord can be asked and told, next to its HTTP and gateway. */
export type Discord = CommandPeople &
  ComponentPeople &
  MessagePeople &
  ModerationPeople &
  RolePeople & {
    /** The base URL of the REST API, for `rest.api` of a discord.js client. */
    readonly url: string
    /** The same for one of several clients: its requests carry its name in the log. A name is letters, digits and hyphens. */
    readonly urlFor: (client: string) => string
    readonly token: string
    readonly application: Application
    readonly close: () => Promise<void>
    readonly gateway: GatewayControl
    /** A channel's messages from the oldest to the newest, ephemeral ones included. */
    readonly messages: (channelId: string) => readonly Message[]
    /** The message as it is now; undefined once it is deleted. */
    readonly message: (id: string) => Message | undefined
    readonly interaction: (id: string) => Interaction | undefined
    readonly channel: (id: string) => Channel | undefined
    readonly channels: () => readonly Channel[]
    readonly guilds: () => readonly Guild[]
    readonly users: () => readonly User[]
    /** What the user may do in the channel; nothing (0) if they cannot see it or there is no such channel. */
    readonly permissions: (userId: string, channelId: string) => bigint
    /** What is registered for a guild, or for all if none is given, as Discord's API lists it. */
    readonly commands: (guildId?: string) => readonly JsonObject[]
    /** Bytes of an attachment. */
    readonly fileOf: (attachmentId: string) => Uint8Array | undefined
    /** Calls the listener at the very moment of each event; returns how to stop that. */
    readonly onEvent: (listener: (event: WorldEvent) => void) => () => void
    /** The last exchanges on the wire, the oldest first. */
    readonly requests: () => readonly Exchange[]
    readonly onRequest: (listener: (exchange: Exchange) => void) => () => void
    readonly forgetRequests: () => void
    /** From the route's next window on. */
    readonly setLimit: (route: RouteName | 'global', limit: BucketLimit | undefined) => void
    readonly setLatency: (ms: number) => void
    /** Makes something go wrong; returns how to make it stop. */
    readonly fault: (fault: Fault) => () => void
    /** For so long nothing gets through: connections are cut and none is accepted. */
    readonly outage: (ms: number) => void
    readonly until: Until
    /** Resolves once the interaction is acknowledged or has failed. */
    readonly answered: (interaction: Interaction) => Promise<InteractionState>
  }

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'))
      else resolve(address.port)
    })
  })

const startServer = async (service: Service, gateway: Gateway, port: number): Promise<Server> => {
  const server = createServer((request, response) => {
    serve(service, request, response).catch((error: unknown) => {
      // A mistake in the sandbox itself must not look like one of Discord's own 5xx.
      process.stderr.write(`sandbox Discord: ${request.method} ${request.url}: ${String(error)}\n`)
      response.destroy(error instanceof Error ? error : undefined)
    })
  })
  // undici gives a connection up at the moment the server does, and then loses the request on it.
  server.keepAliveTimeout = 10 * 60_000
  server.on('upgrade', gateway.upgrade)
  service.world.origin.url = `http://127.0.0.1:${await listen(server, port)}`
  return server
}

const findAnywhere = (world: World, id: string): Message | undefined => {
  for (const messages of world.messages.values()) {
    const message = messages.get(id)
    if (message !== undefined) return message
  }
  return undefined
}

const createReaders = (world: World) => ({
  messages: (channelId: string) => messagesIn(world, channelId, true),
  message: (id: string) => findAnywhere(world, id),
  interaction: (id: string) => world.interactions.get(id),
  channel: (id: string) => world.channels.get(id),
  channels: () => [...world.channels.values()],
  guilds: () => [...world.guilds.values()],
  users: () => [...world.users.values()],
  permissions: (userId: string, channelId: string) => {
    const channel = world.channels.get(channelId)
    return channel === undefined ? 0n : permissionsIn(world, userId, channel)
  },
  commands: (guildId?: string) =>
    (world.commands.get(guildId ?? '') ?? []).map((it) => commandJson(it, world.application.id, true)),
  fileOf: (attachmentId: string) => world.files.get(attachmentId)?.bytes,
  onEvent: world.onEvent,
})

const createPeople = (world: World) => {
  const requireMessage = (id: string): Message => {
    const message = findAnywhere(world, id)
    if (message === undefined)
      throw new Error(`No message has the id "${id}": it was never sent or is deleted`)
    return message
  }
  return {
    ...createCommandPeople(world, requireMessage),
    ...createComponentPeople(world, requireMessage),
    ...createMessagePeople(world, requireMessage),
    ...createModerationPeople(world),
    ...createRolePeople(world),
  }
}

const createControls = (service: Service, condition: Condition, gateway: Gateway, server: Server) => ({
  gateway: gateway.control,
  requests: service.log.requests,
  onRequest: service.log.onRequest,
  forgetRequests: service.log.clear,
  setLimit: service.limiter.setLimit,
  fault: service.faults.add,
  setLatency: (ms: number) => {
    condition.latencyMs = ms
  },
  outage: (ms: number) => {
    condition.down = true
    gateway.control.cut()
    server.closeAllConnections()
    service.world.clock.after(ms, () => {
      condition.down = false
    })
  },
})

/** How the server is just now, as a test or a person has set it. */
type Condition = { latencyMs: number; down: boolean }

const assemble = (options: DiscordOptions, clock: Clock) => {
  const { application, ...seed } = options.seed ?? defaultSeed
  const world = createWorld(
    clock,
    { privileged: usualPrivileges(), ...application },
    options.maxActiveThreads,
  )
  applySeed(world, { application, ...seed })
  const condition: Condition = { latencyMs: options.latencyMs ?? 0, down: false }
  const setting = { latencyMs: () => condition.latencyMs, isDown: () => condition.down }
  const gateway = createGateway(world, {
    ...setting,
    heartbeatMs: options.heartbeatMs ?? usualHeartbeat,
    rules: options.gatewayRules ?? {},
  })
  const service: Service = {
    world,
    limiter: createLimiter(clock, options.limits ?? {}),
    faults: createFaults(),
    log: createWireLog(options.wireLogSize ?? 10_000),
    routes: createRoutes(clock, gateway.startJson),
    ...setting,
  }
  return { world, condition, service, gateway }
}

const usualPrivileges = () => ({ messageContent: true, guildMembers: false, presences: false })

/** Starts a Discord on this machine, on 127.0.0.1 only, with everything in memory. */
export const startDiscord = async (options: DiscordOptions = {}): Promise<Discord> => {
  const clock = trackClock(options.clock ?? systemClock)
  const { world, condition, service, gateway } = assemble(options, clock)
  const server = await startServer(service, gateway, options.port ?? 0)
  const until = createUntil(world, service.log)
  return {
    ...createReaders(world),
    ...createPeople(world),
    ...createControls(service, condition, gateway, server),
    url: `${world.origin.url}/api`,
    urlFor: (client) => `${world.origin.url}/clients/${client}/api`,
    token: world.application.token,
    application: world.application,
    until,
    answered: (interaction) => until(() => interaction.state.type !== 'pending' && interaction.state),
    close: () =>
      new Promise((resolve) => {
        clock.stop()
        gateway.stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
