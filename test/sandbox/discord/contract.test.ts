import {
  ActionRowBuilder,
  type AutocompleteInteraction,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  ChannelType,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  EmbedBuilder,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  type StringSelectMenuInteraction,
  type TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { forward, sendSpecial } from '../../../src/sandbox/page/special-message.ts'
import { specialKinds } from '../../../src/sandbox/page/view/message.ts'
import { type Deviation, loadContract } from './openapi-contract.ts'
import { documentPath } from './openapi-document.ts'
import { ids, type Stage, setStage } from './stage.ts'

const contract = loadContract()

const isCommand = (it: Interaction): it is ChatInputCommandInteraction => it.isChatInputCommand()
const isMenuCommand = (it: Interaction): it is MessageContextMenuCommandInteraction =>
  it.isMessageContextMenuCommand()
const isTyping = (it: Interaction): it is AutocompleteInteraction => it.isAutocomplete()
const isButton = (it: Interaction): it is ButtonInteraction => it.isButton()
const isSelect = (it: Interaction): it is StringSelectMenuInteraction => it.isStringSelectMenu()
const isModal = (it: Interaction): it is ModalSubmitInteraction => it.isModalSubmit()

const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] }
const commands = [
  {
    ...everywhere,
    name: 'ask',
    name_localizations: { ja: '聞く' },
    description: 'Ask Claude',
    description_localizations: { ja: 'Claudeに聞く' },
    options: [
      { type: 3, name: 'prompt', description: 'What to ask', required: true, max_length: 6000 },
      { type: 3, name: 'model', description: 'Which model', autocomplete: true },
      { type: 11, name: 'file', description: 'A file to look at' },
    ],
  },
  { ...everywhere, name: 'Ask about this', type: 3 },
]

const stopRow = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('stop').setLabel('Stop').setStyle(ButtonStyle.Danger),
  )

const errorsOf = (deviations: readonly Deviation[]) =>
  deviations.filter(({ severity }) => severity === 'error').map((it) => `${it.route} ${it.side} ${it.detail}`)

test.skipIf(contract === undefined)('an exchange that differs is found, and its field named', async () => {
  const stage = await setStage()
  await stage.client.rest.get('/users/@me')
  const exchange = stage.discord.requests().find((it) => it.route === 'GET /users/@me')
  await stage.close()
  if (exchange === undefined) throw new Error('There was no request')
  const wrong = contract?.check({ ...exchange, responseBody: { id: 1 } }) ?? []
  expect(wrong.map(({ detail }) => detail).join()).toContain('/id must be string')
  const body = {
    content: 'x'.repeat(2001),
    components: [{ type: 1, components: [{ type: 2, style: 9 }] }],
    odd: 1,
  }
  const sent = { ...exchange, route: 'POST /channels/:channel_id/messages', requestBody: body } as const
  const details = (contract?.check(sent) ?? []).filter((it) => it.side === 'request').map((it) => it.detail)
  expect(details.join()).toContain('/content must NOT have more than 2000 characters')
  expect(details.join()).toContain('/components/0/components/0/style')
  expect(details).toContain('unknown property /odd')
})

describe.skipIf(contract === undefined)(`the document at ${documentPath()} (DISCORD_OPENAPI) holds`, () => {
  let stage: Stage
  let channel: TextChannel

  beforeAll(async () => {
    stage = await setStage()
    await stage.client.application.commands.set(commands)
    const fetched = await stage.client.channels.fetch(ids.general)
    if (fetched?.type !== ChannelType.GuildText) throw new Error('general is no text channel')
    channel = fetched
  })

  afterEach(() => {
    const deviations = stage.discord.requests().flatMap((exchange) => contract?.check(exchange) ?? [])
    stage.discord.forgetRequests()
    // The document has no type for forwards, which Discord's message reference describes as type 1.
    expect(errorsOf(deviations).filter((it) => !it.includes('/message_reference/type '))).toEqual([])
  })

  afterAll(() => stage.close())

  const ask = (prompt: string, more: { channelId?: string; userId?: string } = {}) => {
    const heard = stage.heard(isCommand)
    const run = stage.discord.runCommand({
      channelId: ids.general,
      userId: ids.ada,
      name: 'ask',
      options: { prompt },
      ...more,
    })
    return { run, heard }
  }

  test('when commands are listed, made, changed and deleted', async () => {
    const { application } = stage.client
    expect((await application.commands.fetch({ withLocalizations: true })).size).toBe(2)
    const made = await application.commands.create({ name: 'help', description: 'Help' }, ids.greenhouse)
    await application.commands.edit(made, { description: 'What can be done here' }, ids.greenhouse)
    await application.commands.fetch(made.id, { guildId: ids.greenhouse })
    await application.commands.delete(made.id, ids.greenhouse)
    await application.commands.set([], ids.greenhouse)
    await application.fetch()
    expect((await application.commands.fetch()).size).toBe(2)
  })

  test('when a command is deferred, edited, followed up, and cleaned up', async () => {
    const { run, heard } = ask('Why is the sky blue?')
    const interaction = await heard
    await interaction.deferReply({ withResponse: true })
    await interaction.editReply({ content: 'Because ▌', components: [stopRow()] })
    await interaction.fetchReply()
    const more = await interaction.followUp({ content: 'More', components: [stopRow()] })
    await interaction.webhook.editMessage(more.id, { content: 'Even more', components: [] })
    await interaction.webhook.fetchMessage(more.id)
    await interaction.webhook.deleteMessage(more.id)
    await interaction.editReply({ content: 'Because.', components: [] })
    expect(stage.discord.message(run.originalMessageId ?? '')?.content).toBe('Because.')
    await interaction.deleteReply()
    expect(stage.discord.message(run.originalMessageId ?? '')).toBeUndefined()
  })

  test('when a command is answered at once, privately and with an embed', async () => {
    const { heard } = ask('Hello')
    const interaction = await heard
    const embed = new EmbedBuilder().setTitle('A').setDescription('B').addFields({ name: 'C', value: 'D' })
    await interaction.reply({
      content: 'Only you',
      embeds: [embed.setFooter({ text: 'E' }).setTimestamp(0).setColor(0x123456)],
      flags: MessageFlags.Ephemeral,
      withResponse: true,
    })
    await interaction.editReply({ embeds: [], content: 'Changed' })
  })

  test('when a message is sent, edited, replied to, read and deleted', async () => {
    const message = await channel.send({ content: 'Hello', nonce: '1', enforceNonce: true })
    await message.edit({ content: 'Hello again', components: [stopRow()] })
    const reply = await message.reply('A reply')
    await channel.messages.fetch(reply.id)
    expect((await channel.messages.fetch({ limit: 2, cache: false })).size).toBe(2)
    await reply.delete()
    await message.edit({ components: [] })
  })

  test('when Components V2 are sent', async () => {
    const container = new ContainerBuilder()
      .setAccentColor(0x00ff00)
      .addTextDisplayComponents(new TextDisplayBuilder().setContent('# Title'))
      .addSeparatorComponents((it) => it.setDivider(true))
      .addSectionComponents((it) =>
        it
          .addTextDisplayComponents(new TextDisplayBuilder().setContent('Beside a button'))
          .setButtonAccessory(new ButtonBuilder().setCustomId('b').setLabel('B').setStyle(1)),
      )
    const message = await channel.send({ components: [container], flags: MessageFlags.IsComponentsV2 })
    await message.edit({ components: [new TextDisplayBuilder().setContent('Only text')] })
  })

  test('when files are sent, read from the CDN, kept and dropped', async () => {
    const file = { attachment: Buffer.from('the whole text'), name: 'answer.md', description: 'All of it' }
    const message = await channel.send({ content: 'Here', files: [file] })
    const [attachment] = message.attachments.values()
    const response = await fetch(attachment?.url ?? '')
    expect(await response.text()).toBe('the whole text')
    await message.edit({ content: 'Still here' })
    expect(stage.discord.message(message.id)?.attachments).toHaveLength(1)
    await message.edit({ attachments: [] })
    expect(stage.discord.message(message.id)?.attachments).toHaveLength(0)
    const { heard } = ask('A file please')
    const interaction = await heard
    await interaction.deferReply()
    await interaction.editReply({ content: 'As a file', files: [file] })
  })

  test('when threads are opened, written in, renamed, archived and left', async () => {
    const message = await channel.send('A thread starts here')
    const thread = await message.startThread({ name: 'Questions', autoArchiveDuration: 60 })
    expect(thread.id).toBe(message.id)
    await thread.send('In the thread')
    await thread.messages.fetch({ limit: 10, cache: false })
    await thread.setName('Answers')
    await thread.sendTyping()
    await thread.leave()
    await thread.setArchived(true)
    const other = await channel.threads.create({ name: 'Without a message', type: ChannelType.PublicThread })
    await other.join()
    await channel.guild.channels.fetchActiveThreads()
    await other.delete()
  })

  test('when forums, their posts and voice channels are read and written in', async () => {
    const guildId = ids.greenhouse
    const forum = stage.discord.createChannel({ guildId, name: 'help', type: 15 })
    const voice = stage.discord.createChannel({ guildId, name: 'Lounge', type: 2 })
    const post = stage.discord.startThread({
      ...{ channelId: forum.id, userId: ids.ada, name: 'Basil', content: 'It wilts.' },
    })
    const { rest } = stage.client
    for (const { id } of [forum, voice, post]) await rest.get(`/channels/${id}`)
    await rest.get(`/guilds/${guildId}/channels`)
    for (const { id } of [voice, post])
      await rest.post(`/channels/${id}/messages`, { body: { content: 'Hello' } })
    await rest.get(`/channels/${post.id}/messages/${post.id}`)
    await expect(rest.post(`/channels/${forum.id}/messages`, { body: { content: 'x' } })).rejects.toThrow(
      'non-text',
    )
  })

  test('when it types and reacts', async () => {
    const message = await channel.send('React to me')
    await channel.sendTyping()
    await message.react('👀')
    await message.fetch(true)
    await message.reactions.cache.first()?.users.fetch()
    await message.reactions.cache.first()?.users.remove()
  })

  test('when a guild, its channels, roles and members, users and the application are read', async () => {
    const guild = await stage.client.guilds.fetch({ guild: ids.greenhouse, force: true, withCounts: true })
    await guild.channels.fetch()
    await guild.roles.fetch()
    await guild.members.fetch({ user: ids.ada, force: true })
    await guild.members.fetchMe({ force: true })
    await stage.client.users.fetch(ids.ada, { force: true })
    await stage.client.rest.get('/users/@me')
    await channel.fetch(true)
  })

  test('when a person is written to directly', async () => {
    const user = await stage.client.users.fetch(ids.grace)
    const direct = await user.createDM(true)
    await direct.send('Psst')
    const { heard } = ask('Between us', { channelId: direct.id, userId: ids.grace })
    const interaction = await heard
    expect(interaction.context).toBe(1)
    await interaction.reply('Yes')
    await direct.fetch(true)
  })

  test('when it was brought along into a foreign server', async () => {
    const { heard } = ask('Anybody?', { channelId: ids.lobby })
    const interaction = await heard
    expect(interaction.authorizingIntegrationOwners).toMatchObject({ guildId: null, userId: ids.ada })
    await interaction.deferReply()
    await interaction.editReply('Here')
    await interaction.followUp('And here')
    await expect(stage.client.channels.fetch(ids.lobby)).rejects.toMatchObject({ code: 50001 })
  })

  test('when suggestions are given while a person types', async () => {
    const heard = stage.heard(isTyping)
    const act = { channelId: ids.general, userId: ids.ada, name: 'ask' }
    const typed = stage.discord.autocomplete({ ...act, focused: 'model', options: { model: 'cl' } })
    const interaction = await heard
    expect(interaction.options.getFocused()).toBe('cl')
    await interaction.respond([{ name: 'Claude Sonnet', value: 'claude-sonnet' }])
    expect(await stage.discord.answered(typed)).toMatchObject({
      choices: [{ name: 'Claude Sonnet', value: 'claude-sonnet' }],
    })
  })

  test('when buttons and menus are used', async () => {
    const menu = new StringSelectMenuBuilder().setCustomId('model').addOptions({ label: 'A', value: 'a' })
    const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)
    const message = await channel.send({ content: 'Choose', components: [stopRow(), row] })
    const pressed = stage.heard(isButton)
    stage.discord.click({ messageId: message.id, customId: 'stop', userId: ids.ada })
    await (await pressed).update({ content: 'Stopped' })
    const chosen = stage.heard(isSelect)
    stage.discord.selectMenu({ messageId: message.id, customId: 'model', userId: ids.ada, values: ['a'] })
    const interaction = await chosen
    expect(interaction.values).toEqual(['a'])
    await interaction.deferUpdate({ withResponse: true })
    await interaction.editReply({ content: 'Chosen', components: [] })
    const again = await channel.send({ content: 'Only you', components: [stopRow()] })
    const third = stage.heard(isButton)
    stage.discord.click({ messageId: again.id, customId: 'stop', userId: ids.grace })
    await (await third).reply({ content: 'Not yours', flags: MessageFlags.Ephemeral })
  })

  test('when a menu entry on a message asks in a form', async () => {
    const said = stage.discord.say({ channelId: ids.general, userId: ids.grace, content: 'Look at this' })
    const chosen = stage.heard(isMenuCommand)
    const run = stage.discord.runMessageCommand({
      name: 'Ask about this',
      messageId: said.id,
      userId: ids.ada,
    })
    const interaction = await chosen
    expect(interaction.targetMessage.content).toBe('Look at this')
    const question = new LabelBuilder()
      .setLabel('Question')
      .setTextInputComponent(
        new TextInputBuilder().setCustomId('question').setStyle(TextInputStyle.Paragraph),
      )
    const files = new LabelBuilder()
      .setLabel('Files')
      .setFileUploadComponent(new FileUploadBuilder().setCustomId('files').setRequired(false))
    const modal = new ModalBuilder().setCustomId('about').setTitle('Ask about this')
    await interaction.showModal(modal.addLabelComponents(question, files), { withResponse: true })
    const submitted = stage.heard(isModal)
    const file = { filename: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('A') }
    stage.discord.submitModal({ interactionId: run.id, values: { question: 'What is it?', files: [file] } })
    const form = await submitted
    expect(form.fields.getTextInputValue('question')).toBe('What is it?')
    expect(form.fields.getUploadedFiles('files')?.size).toBe(1)
    await form.deferReply()
    await form.editReply('A message')
  })

  test('when people send more than text, and the bot reads it', async () => {
    const place = { channelId: ids.general, userId: ids.ada, text: '' }
    for (const kind of specialKinds) {
      const { id } = sendSpecial(stage.discord, Date.now(), { ...place, kind })
      expect((await channel.messages.fetch(id)).id).toBe(id)
      if (kind === 'poll') continue
      const copy = forward(stage.discord, { messageId: id, userId: ids.ada, toChannelId: ids.general })
      expect((await channel.messages.fetch({ message: copy.id, force: true })).messageSnapshots.size).toBe(1)
    }
    const { token } = stage.discord
    const headers = { authorization: `Bot ${token}` }
    await fetch(`${stage.discord.url}/v10/channels/${ids.general}/messages?limit=20`, { headers })
  })

  test('when a limit is reached', async () => {
    const template = 'POST /channels/:channel_id/typing'
    const other = `/channels/${ids.questions}/typing` as const
    const send = () =>
      fetch(`${stage.discord.url}/v10${other}`, {
        method: 'POST',
        headers: { authorization: `Bot ${stage.discord.token}` },
      })
    const answers = await Promise.all(Array.from({ length: 6 }, send))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 204, 204, 204, 204, 429])
    expect(stage.discord.requests().filter((it) => it.route === template)).toHaveLength(6)
  })

  test('when requests are refused', async () => {
    await expect(channel.send(' ')).rejects.toMatchObject({ code: 50006 })
    await expect(channel.send('x'.repeat(2001))).rejects.toMatchObject({ code: 50035 })
    await expect(channel.messages.fetch('1100000000000000999')).rejects.toMatchObject({ code: 10008 })
    await expect(stage.client.channels.fetch('1100000000000000999')).rejects.toMatchObject({ code: 10003 })
  })
})
