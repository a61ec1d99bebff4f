import { z } from 'zod'
import { readForm } from '../form.ts'
import { gatewayUrl } from '../gateway-hub.ts'
import type { JsonObject } from '../json.ts'
import { refuse } from '../refusal.ts'
import { ok, param, type Route, type Routes } from '../route.ts'
import { ownUserJson, userJson } from '../user.ts'
import { userOf, type World } from '../world.ts'

const MESSAGE_CONTENT_LIMITED = 1 << 19
const GUILD_MEMBERS_LIMITED = 1 << 15
const PRESENCE_LIMITED = 1 << 13

const flagsOf = ({ application: { privileged } }: World): number =>
  (privileged.messageContent ? MESSAGE_CONTENT_LIMITED : 0) |
  (privileged.guildMembers ? GUILD_MEMBERS_LIMITED : 0) |
  (privileged.presences ? PRESENCE_LIMITED : 0)

const applicationJson = (world: World): JsonObject => {
  const { id, name, botId, ownerId } = world.application
  const flags = flagsOf(world)
  return {
    id,
    name,
    icon: null,
    description: world.application.description ?? 'A bot on this machine',
    type: null,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(userOf(world, ownerId)),
    approximate_guild_count: [...world.guilds.values()].filter(({ members }) => members.has(botId)).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
    bot: userJson(userOf(world, botId)),
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { 0: {}, 1: {} },
  }
}

const gateway: Route = ({ world }) => ok({ url: gatewayUrl(world) })

const gatewayBot =
  (startJson: () => JsonObject): Route =>
  ({ world }) =>
    ok({ url: gatewayUrl(world), ...startJson() })

const me: Route = ({ world }) => ok(ownUserJson(userOf(world, world.application.botId)))

const user: Route = (request) => {
  const found = request.world.users.get(param(request, 'user_id'))
  if (found === undefined) throw refuse('unknownUser')
  return ok(userJson(found))
}

const application: Route = ({ world }) => ok(applicationJson(world))

const changeForm = z.object({ description: z.string().max(400).optional() })

const changeApplication: Route = ({ world, json }) => {
  const { description = world.application.description } = readForm(changeForm, json)
  Object.assign(world.application, { description })
  return ok(applicationJson(world))
}

/** Who the bot is, who others are, and where the gateway is; `startJson` says how it may be entered. */
export const applicationRoutes = (startJson: () => JsonObject) =>
  ({
    'GET /gateway': gateway,
    'GET /gateway/bot': gatewayBot(startJson),
    'GET /users/@me': me,
    'GET /users/:user_id': user,
    'GET /applications/@me': application,
    'PATCH /applications/@me': changeApplication,
    'GET /oauth2/applications/@me': application,
  }) as const satisfies Routes
