import { type Client, Routes } from 'discord.js'
import type { TellingContext } from './tell-privately.ts'

/** The ways to reach a person where the bot may not write. */
export const reachingOut = (client: Client): Pick<TellingContext, 'directChannel' | 'react'> => ({
  directChannel: async (userId) => (await client.users.createDM(userId)).id,
  react: async ({ channelId, id }, emoji) => {
    await client.rest.put(Routes.channelMessageOwnReaction(channelId, id, encodeURIComponent(emoji)))
  },
})
