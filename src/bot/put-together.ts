import { randomUUID } from 'node:crypto'
import type { Client } from 'discord.js'
import { createOpenForms } from '../../commands/asking/open-forms.ts'
import type { App } from '../../commands/command.ts'
import type { ModelList } from '../claude/model-list.ts'
import type { Config } from '../config.ts'
import type { Store } from '../conversation/store.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { createRefuseAccess } from '../discord/access.ts'
import { createReadAttachments, fileOrigins } from '../discord/attachments/read-attachments.ts'
import { createForbiddenChannels } from '../discord/forbidden-channels.ts'
import { createClient } from '../discord/gateway/connect.ts'
import { createLearnGuild } from '../discord/gateway/learn-guild.ts'
import { type CommandIds, createCommandIds } from '../discord/interactions/command-mentions.ts'
import { createHoldForProxy } from '../discord/messages/hold-for-proxy.ts'
import type { MessageContext } from '../discord/messages/message-context.ts'
import { createPermissionNotice } from '../discord/messages/permission-notice.ts'
import { reachingOut } from '../discord/messages/reaching-out.ts'
import { createTellPrivately } from '../discord/messages/tell-privately.ts'
import { createPlaces } from '../discord/places.ts'
import { createSendDirectMessage } from '../discord/screen/direct-message.ts'
import { createSendDirectPage } from '../discord/screen/direct-page.ts'
import { postNotice } from '../discord/screen/notice.ts'
import { createRemoveControls } from '../discord/screen/remove-controls.ts'
import { createReplyScreens } from '../discord/screen/reply-screens.ts'
import { createRestoreView } from '../discord/screen/restore-view.ts'
import type { ScreenContext } from '../discord/screen/screen-context.ts'
import type { Health } from '../operate/health.ts'
import type { Dependencies } from '../replies/dependencies.ts'
import type { RestoreView } from '../replies/recover.ts'
import { createReplies, type Replies } from '../replies/replies.ts'
import { lookIn } from '../settings/look.ts'
import { operatorOf } from '../settings/operator.ts'
import { createReadSettings } from '../settings/read-settings.ts'
import { connectToClaude } from './connect-to-claude.ts'
import type { DiscordConnection } from './connect-to-discord.ts'
import { connectAllowances } from './create-allowances.ts'
import { createDependencies } from './create-dependencies.ts'
import type { Machine } from './machine.ts'
import type { Signals } from './signals.ts'

/** What is open before the bot is put together. */
export type Resources = {
  readonly config: Config
  readonly machine: Machine
  readonly signals: Signals
  readonly health: Health
  readonly discord: DiscordConnection
  readonly store: Store
  readonly onFault: (error: unknown) => void
  /** Resolves once no other process writes in a place. */
  readonly isPlaceFree?: (place: PlaceId) => Promise<void>
  /** With SHARDS: aborts when others have taken over the shard. */
  readonly takenOver?: AbortSignal
}

/** The parts of a bot that has not logged in. */
export type Parts = {
  readonly client: Client
  readonly modelList: ModelList
  readonly deps: Dependencies
  readonly replies: Replies
  /** Finds the messages of an earlier process. */
  readonly restoreView: RestoreView
  /** What commands work with. */
  readonly app: App
  readonly commandIds: CommandIds
  /** What answering messages works with. */
  readonly messages: MessageContext
}

/** Puts the parts together. Nothing is sent and nothing listened to yet. */
export const putTogether = (resources: Resources): Parts => {
  const { config, machine, signals, health, discord, store, onFault } = resources
  const { clock } = machine
  const { watch } = discord
  const { messageContent, owner } = discord.application
  const commandIds = createCommandIds()
  const client = createClient({ ...discord.connection, messageContent, gateway: watch.gateway })
  const forbidden = createForbiddenChannels(clock)
  const places = createPlaces(client, forbidden)
  const reached = connectToClaude(config, machine)
  const operator = operatorOf(config)
  const settings = createReadSettings({ operator, store, locate: places.locate })
  const onDiscord = screenContext(client, places, forbidden.add, resources)
  const post: MessageContext['post'] = (notice) => postNotice(onDiscord, notice)
  const allowances = connectAllowances(config, machine, { store, settings, places, post, onFault })
  const deps = createDependencies(config, machine, {
    ...resources,
    ...reached,
    settings,
    look: async (place, personId) => lookIn(await settings(place, personId), places.locate(place)),
    allowances,
    removeControls: createRemoveControls(onDiscord),
    describePlace: places.describe,
  })
  const refuseAccess = createRefuseAccess({
    settings,
    locateSurely: places.locateSurely,
    directMessages: config.directMessages,
  })
  const replies = createReplies(deps)
  const screens = createReplyScreens({ ...onDiscord, ...places }, store)
  const { selfId } = onDiscord
  const restoreView = createRestoreView({
    ...{ screens, store, rest: client.rest, reaches: places.reaches, selfId, clock },
    // A session of one's own begins with all servers.
    learn: discord.connection.shard ? createLearnGuild(client, onFault) : async () => {},
    signal: signals.giveUp.signal,
  })
  const readAttachments = createReadAttachments(fileOrigins(config.discord), clock)
  const { prices } = config.claude
  const models = reached.modelList.known
  const shared = { replies, store, screens, readAttachments, refuseAccess }
  const app: App = {
    ...shared,
    ...{ clock, onFault },
    ...{
      forms: createOpenForms(clock),
      models,
      prices,
      settings,
      allowances,
      post,
      operator,
      limits: config.claude,
      health,
      timeZone: config.timeZone,
      commandIds,
      ...(owner && { owner }),
    },
  }
  const { proxies } = config.discord
  const tell = createTellPrivately({ clock, post, ...reachingOut(client) })
  const messages: MessageContext = {
    ...{ ...shared, places, messageContent, post, proxies, tell, onFault },
    self: (guildId) => ({ id: selfId(), roleId: guildId && places.ownRole(guildId) }),
    holdForProxy: createHoldForProxy(clock, proxies),
    forgottenAt: async (place) => (await store.conversation(place)).forgottenAt ?? 0,
    permissionNotice: createPermissionNotice(tell, machine.log),
  }
  return { client, modelList: reached.modelList, deps, replies, restoreView, app, commandIds, messages }
}

const screenContext = (
  client: Client,
  { newestIn, mayReply }: Pick<ScreenContext, 'newestIn' | 'mayReply'>,
  onForbidden: (channelId: string) => void,
  { machine: { clock }, discord: { pacing }, signals, onFault }: Resources,
): ScreenContext => ({
  rest: client.rest,
  clock,
  gate: pacing.gateFor,
  nonce,
  selfId: () => client.user?.id ?? '',
  onFault,
  ...{ onForbidden, newestIn, mayReply },
  signal: signals.closing.signal,
  sendDirectMessage: createSendDirectMessage(client.rest, clock),
  sendDirectPage: createSendDirectPage(client.rest, clock),
})

/** 24 characters; Discord takes at most 25. */
const nonce = (): string => randomUUID().replaceAll('-', '').slice(0, 24)
