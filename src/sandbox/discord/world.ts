import type { Clock } from '../../clock.ts'
import { type Channel, type GuildChannel, isPrivate, isThread } from './channel.ts'
import type { Command } from './command.ts'
import type { Guild, Role } from './guild.ts'
import type { Interaction } from './interaction.ts'
import type { Message } from './message.ts'
import { createSnowflakes } from './snowflakes.ts'
import type { User } from './user.ts'

/** The bot's application as its owner set it up. */
export type Application = {
  readonly id: string
  readonly botId: string
  readonly name: string
  readonly token: string
  readonly ownerId: string
  /** What its profile says. */
  readonly description?: string
  /** The privileged intents that are switched on in the developer portal. */
  readonly privileged: { messageContent: boolean; guildMembers: boolean; presences: boolean }
}

/** A change in the world. */
export type WorldChange =
  | { readonly type: 'message-create' | 'message-update' | 'message-delete'; readonly message: Message }
  | { readonly type: 'channel-create' | 'channel-update' | 'channel-delete'; readonly channel: Channel }
  | {
      readonly type: 'guild-join' | 'guild-leave' | 'guild-available' | 'guild-unavailable'
      readonly guild: Guild
    }
  | { readonly type: 'member-update'; readonly guild: Guild; readonly userId: string }
  | {
      readonly type: 'role-create' | 'role-update' | 'role-delete'
      readonly guild: Guild
      readonly role: Role
    }
  | { readonly type: 'typing'; readonly channelId: string; readonly userId: string }
  | {
      readonly type: 'reaction-add' | 'reaction-remove'
      readonly message: Message
      readonly userId: string
      readonly emoji: string
    }
  | { readonly type: 'interaction-create' | 'interaction-update'; readonly interaction: Interaction }
  | { readonly type: 'commands-update'; readonly guildId: string | undefined }
  | { readonly type: 'gateway-open' | 'gateway-ready' | 'gateway-resumed' | 'gateway-deaf' }
  | { readonly type: 'gateway-close'; readonly code: number }

/** A happening and its moment: wall time, and the clock that is never set back, in milliseconds. */
export type WorldEvent = WorldChange & { readonly at: number; readonly elapsed: number }

/** A file's bytes and what they are. */
export type StoredFile = {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly filename: string
}

/** All that the sandbox holds. Only the functions of its topic change a map, each telling `emit`. */
export type World = {
  readonly clock: Clock
  readonly nextId: () => string
  readonly application: Application
  readonly users: Map<string, User>
  readonly guilds: Map<string, Guild>
  readonly channels: Map<string, Channel>
  /** By channel, in the order of their ids. */
  readonly messages: Map<string, Map<string, Message>>
  readonly interactions: Map<string, Interaction>
  /** By interaction token. */
  readonly tokens: Map<string, Interaction>
  /** The registered commands by guild id; the global ones under ''. */
  readonly commands: Map<string, readonly Command[]>
  /** When commands were made anew, in ms since 1970, by guild id; the global ones under ''. */
  readonly commandCreates: Map<string, readonly number[]>
  /** How many threads of a guild may be active. */
  readonly maxActiveThreads: number
  /** The ids of the guilds that an outage has taken away for a while. */
  readonly unavailable: Set<string>
  /** By attachment id. */
  readonly files: Map<string, StoredFile>
  /** Where the server listens, as `http://127.0.0.1:PORT`; set once it does. */
  readonly origin: { url: string }
  readonly emit: (happening: WorldChange) => void
  /** Calls the listener at the very moment of each event; returns how to stop that. */
  readonly onEvent: (listener: (event: WorldEvent) => void) => () => void
}

const MAX_ACTIVE_THREADS = 1000

/** A world with nobody and nothing in it but the application. */
export const createWorld = (
  clock: Clock,
  application: Application,
  maxActiveThreads = MAX_ACTIVE_THREADS,
): World => {
  const listeners = new Set<(event: WorldEvent) => void>()
  return {
    clock,
    nextId: createSnowflakes(clock),
    application,
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    tokens: new Map(),
    commands: new Map(),
    commandCreates: new Map(),
    maxActiveThreads,
    unavailable: new Set(),
    files: new Map(),
    origin: { url: '' },
    emit: (happening) => {
      const event = { ...happening, at: clock.now(), elapsed: clock.elapsed() }
      for (const listener of [...listeners]) listener(event)
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The user with that id; a mistake of the caller's if there is none. */
export const userOf = (world: World, id: string): User => {
  const user = world.users.get(id)
  if (user === undefined) throw new Error(`No user has the id "${id}": seed one in startDiscord`)
  return user
}

/** The guild with that id; a mistake of the caller's if there is none. */
export const guildById = (world: World, id: string): Guild => {
  const guild = world.guilds.get(id)
  if (guild === undefined) throw new Error(`No guild has the id "${id}"`)
  return guild
}

/** The channel with that id; a mistake of the caller's if there is none. */
export const channelOf = (world: World, id: string): Channel => {
  const channel = world.channels.get(id)
  if (channel === undefined) throw new Error(`No channel has the id "${id}": it was never made or is deleted`)
  return channel
}

/** The guild's channels that are not threads. */
export const guildChannels = (world: World, guildId: string): GuildChannel[] =>
  [...world.channels.values()].flatMap((channel) =>
    !isThread(channel) && !isPrivate(channel) && channel.guildId === guildId ? [channel] : [],
  )

/** Replaces a channel by its newer record and tells everyone. */
export const updateChannel = (world: World, channel: Channel): void => {
  world.channels.set(channel.id, channel)
  world.emit({ type: 'channel-update', channel })
}

/** Takes a channel away with its messages and its threads; the channels of a category stay without one. */
export const removeChannel = (world: World, channel: Channel): void => {
  for (const other of [...world.channels.values()]) {
    if (isPrivate(other) || other.parentId !== channel.id) continue
    if (isThread(other)) removeChannel(world, other)
    else updateChannel(world, { ...other, parentId: undefined })
  }
  world.channels.delete(channel.id)
  world.messages.delete(channel.id)
  world.emit({ type: 'channel-delete', channel })
}
