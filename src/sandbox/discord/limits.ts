/** So many requests in a window that opens with its first request. */
export type Limit = { readonly limit: number; readonly windowMs: number }

/** A route's limit; routes that name the same bucket share it. */
export type BucketLimit = Limit & { readonly bucket?: string }

/** Discord's limit over all routes but those of interactions. */
export const globalLimit: Limit = { limit: 50, windowMs: 1_000 }

const plenty: BucketLimit = { limit: 50, windowMs: 1_000 }
const posts: BucketLimit = { limit: 5, windowMs: 5_000 }
const webhookEdits: BucketLimit = { limit: 5, windowMs: 2_000, bucket: 'webhook message edit' }
const webhookDeletes: BucketLimit = { limit: 5, windowMs: 2_000, bucket: 'webhook message delete' }
const webhookReads: BucketLimit = { limit: 5, windowMs: 2_000, bucket: 'webhook message read' }
const reactions: BucketLimit = { limit: 1, windowMs: 250, bucket: 'reactions' }
const commands: BucketLimit = { limit: 5, windowMs: 20_000 }

/**
 * Every route that the sandbox has, with what its bucket allows. Discord publishes none of these: they are
 * what people report (discord-api-docs threads 20, 367, 2761), and a bot must read the headers instead.
 */
export const routeLimits = {
  'GET /gateway': plenty,
  'GET /gateway/bot': plenty,
  'GET /users/@me': plenty,
  'GET /users/:user_id': plenty,
  'POST /users/@me/channels': { limit: 10, windowMs: 10_000 },
  'GET /applications/@me': plenty,
  'PATCH /applications/@me': plenty,
  'GET /oauth2/applications/@me': plenty,
  'GET /applications/:application_id/commands': commands,
  'POST /applications/:application_id/commands': commands,
  'PUT /applications/:application_id/commands': commands,
  'GET /applications/:application_id/commands/:command_id': commands,
  'PATCH /applications/:application_id/commands/:command_id': commands,
  'DELETE /applications/:application_id/commands/:command_id': commands,
  'GET /applications/:application_id/guilds/:guild_id/commands': commands,
  'POST /applications/:application_id/guilds/:guild_id/commands': commands,
  'PUT /applications/:application_id/guilds/:guild_id/commands': commands,
  'GET /applications/:application_id/guilds/:guild_id/commands/:command_id': commands,
  'PATCH /applications/:application_id/guilds/:guild_id/commands/:command_id': commands,
  'DELETE /applications/:application_id/guilds/:guild_id/commands/:command_id': commands,
  'GET /guilds/:guild_id': plenty,
  'GET /guilds/:guild_id/channels': plenty,
  'GET /guilds/:guild_id/roles': plenty,
  'GET /guilds/:guild_id/roles/:role_id': plenty,
  'GET /guilds/:guild_id/members': { limit: 10, windowMs: 10_000 },
  'GET /guilds/:guild_id/members/search': { limit: 10, windowMs: 10_000 },
  'GET /guilds/:guild_id/members/:user_id': plenty,
  'GET /guilds/:guild_id/threads/active': plenty,
  'GET /channels/:channel_id': plenty,
  'PATCH /channels/:channel_id': { limit: 5, windowMs: 15_000 },
  'DELETE /channels/:channel_id': posts,
  'GET /channels/:channel_id/messages': { limit: 5, windowMs: 5_000 },
  'POST /channels/:channel_id/messages': posts,
  'GET /channels/:channel_id/messages/:message_id': { limit: 10, windowMs: 5_000 },
  'PATCH /channels/:channel_id/messages/:message_id': posts,
  'DELETE /channels/:channel_id/messages/:message_id': { limit: 5, windowMs: 1_000 },
  'POST /channels/:channel_id/messages/bulk-delete': { limit: 1, windowMs: 3_000 },
  'POST /channels/:channel_id/messages/:message_id/threads': {
    limit: 50,
    windowMs: 300_000,
    bucket: 'threads',
  },
  'POST /channels/:channel_id/threads': { limit: 50, windowMs: 300_000, bucket: 'threads' },
  'PUT /channels/:channel_id/thread-members/@me': posts,
  'DELETE /channels/:channel_id/thread-members/@me': posts,
  'POST /channels/:channel_id/typing': posts,
  'PUT /channels/:channel_id/messages/:message_id/reactions/:emoji/@me': reactions,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji/@me': reactions,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji/:user_id': reactions,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji': reactions,
  'DELETE /channels/:channel_id/messages/:message_id/reactions': reactions,
  'GET /channels/:channel_id/messages/:message_id/reactions/:emoji': plenty,
  'POST /interactions/:interaction_id/:interaction_token/callback': undefined,
  'POST /webhooks/:webhook_id/:webhook_token': { limit: 5, windowMs: 2_000 },
  'GET /webhooks/:webhook_id/:webhook_token/messages/@original': webhookReads,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': webhookEdits,
  'DELETE /webhooks/:webhook_id/:webhook_token/messages/@original': webhookDeletes,
  'GET /webhooks/:webhook_id/:webhook_token/messages/:message_id': webhookReads,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': webhookEdits,
  'DELETE /webhooks/:webhook_id/:webhook_token/messages/:message_id': webhookDeletes,
} as const satisfies Record<string, BucketLimit | undefined>

/** A method and the template of a path, such as `PATCH /channels/:channel_id/messages/:message_id`. */
export type RouteName = keyof typeof routeLimits
