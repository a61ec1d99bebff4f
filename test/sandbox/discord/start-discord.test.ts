import { type ChatInputCommandInteraction, Events, type Interaction } from 'discord.js'
import { afterEach, expect, test } from 'vitest'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { logIn } from './log-in.ts'

const general = defaultSeed.guilds[0].channels[0].id
const ada = defaultSeed.users[0].id

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const start = async (): Promise<Discord> => {
  const discord = await startDiscord()
  closing.unshift(discord.close)
  return discord
}

const ask = {
  name: 'ask',
  description: 'Ask',
  options: [{ type: 3, name: 'prompt', description: 'What', required: true }],
}

test('a discord.js client logs in, answers a slash command late and edits its answer', async () => {
  const discord = await start()
  const client = await logIn(discord)
  closing.unshift(() => client.destroy())
  await client.application.commands.set([ask])
  const heard = new Promise<ChatInputCommandInteraction>((resolve) => {
    client.on(Events.InteractionCreate, (interaction: Interaction) => {
      if (interaction.isChatInputCommand()) resolve(interaction)
    })
  })
  const run = discord.runCommand({
    channelId: general,
    userId: ada,
    name: 'ask',
    options: { prompt: 'Why?' },
  })
  const interaction = await heard
  expect(interaction.options.getString('prompt')).toBe('Why?')
  await interaction.deferReply()
  expect(discord.message(run.originalMessageId ?? '')?.flags).toBe(128)
  await interaction.editReply('Because.')
  const message = discord.message(run.originalMessageId ?? '')
  expect(message?.content).toBe('Because.')
  expect(message?.flags).toBe(0)
  const followUp = await interaction.followUp('And so on.')
  expect(discord.message(followUp.id)?.content).toBe('And so on.')
  const channel = await client.channels.fetch(general)
  if (channel?.isSendable()) await channel.send('Hello')
  expect(discord.messages(general).map((it) => it.content)).toEqual(['Because.', 'And so on.', 'Hello'])
})

test('requests to the address of one client carry its name in the log, and are answered like all others', async () => {
  const discord = await start()
  const headers = { authorization: `Bot ${discord.token}` }
  for (const url of [discord.urlFor('process-1'), discord.url])
    expect((await fetch(`${url}/v10/users/@me`, { headers })).status).toBe(200)
  expect(discord.requests()).toMatchObject([
    { client: 'process-1', path: '/users/@me' },
    { client: undefined, path: '/users/@me' },
  ])
})
