import type { Clock } from '../../../clock.ts'
import { limitOldEdits, limitRenames, limitWebhookPosts } from '../hidden-limits.ts'
import type { JsonObject } from '../json.ts'
import type { RouteName } from '../limits.ts'
import { createNonces } from '../nonces.ts'
import type { Route } from '../route.ts'
import { applicationRoutes } from './application-routes.ts'
import { channelRoutes } from './channel-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { guildRoutes } from './guild-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { reactionRoutes } from './reaction-routes.ts'
import { threadRoutes } from './thread-routes.ts'

/** Every route of the server; `startJson` is what the gateway says of shards and session starts. */
export const createRoutes = (
  clock: Clock,
  startJson: () => JsonObject,
): Readonly<Record<RouteName, Route>> => ({
  ...applicationRoutes(startJson),
  ...channelRoutes(limitRenames(clock)),
  ...commandRoutes,
  ...guildRoutes,
  ...interactionRoutes(limitWebhookPosts(clock)),
  ...messageRoutes(createNonces(clock), limitOldEdits(clock)),
  ...reactionRoutes,
  ...threadRoutes,
})
