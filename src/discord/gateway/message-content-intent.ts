import { ApplicationFlags, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { cannotStart } from './log-in.ts'

const applicationSchema = z.object({ flags: z.number().default(0) })

const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/**
 * Whether the application may have the privileged message-content intent: asking for it otherwise would close the
 * gateway. Throws `StartError` when Discord cannot be asked (https://docs.discord.com/developers/events/gateway#message-content-intent).
 */
export const mayReadMessages = async (rest: Pick<REST, 'get'>): Promise<boolean> => {
  const application = await rest.get(Routes.currentApplication()).catch((error: unknown) => {
    throw cannotStart(error)
  })
  return (applicationSchema.parse(application).flags & allowed) !== 0
}
