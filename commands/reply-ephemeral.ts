import { MessageFlags, type RepliableInteraction } from 'discord.js'

/** Says something that only the person who acted can see, whether or not their act has been acknowledged. */
export const replyEphemeral = async (interaction: RepliableInteraction, content: string): Promise<void> => {
  const message = { content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } } as const
  if (interaction.deferred || interaction.replied) await interaction.followUp(message)
  else await interaction.reply(message)
}
