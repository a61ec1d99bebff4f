import { ApplicationFlags, type REST, Routes } from 'discord.js'
import { z } from 'zod'

const applicationSchema = z.object({ flags: z.number().default(0) })

const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/**
 * Whether the application may have the privileged message-content intent: asking for it otherwise would close the
 * gateway (https://docs.discord.com/developers/events/gateway#message-content-intent).
 */
export const mayReadMessages = async (rest: Pick<REST, 'get'>): Promise<boolean> => {
  const { flags } = applicationSchema.parse(await rest.get(Routes.currentApplication()))
  return (flags & allowed) !== 0
}
