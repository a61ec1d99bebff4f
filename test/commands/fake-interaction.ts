import {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Collection,
  type Interaction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  PermissionsBitField,
  StringSelectMenuInteraction,
} from 'discord.js'

/** One call by which Discord is answered. */
export type Sent = { readonly name: string; readonly content?: string; readonly isPrivate: boolean }

/** An interaction without a client: it notes what it is answered with. */
export type FakeInteraction = { readonly interaction: Interaction; readonly sent: readonly Sent[] }

const kinds = {
  command: { prototype: ChatInputCommandInteraction.prototype, type: 2, commandType: 1 },
  menu: { prototype: MessageContextMenuCommandInteraction.prototype, type: 2, commandType: 3 },
  button: { prototype: ButtonInteraction.prototype, type: 3, componentType: 2 },
  select: { prototype: StringSelectMenuInteraction.prototype, type: 3, componentType: 3 },
  form: { prototype: ModalSubmitInteraction.prototype, type: 5 },
  typing: { prototype: AutocompleteInteraction.prototype, type: 4 },
} as const

export type Kind = keyof typeof kinds

const calls = [
  'deferReply',
  'deferUpdate',
  'update',
  'showModal',
  'reply',
  'editReply',
  'followUp',
  'deleteReply',
  'respond',
] as const

/** What is set of an interaction, beside what every one has. `fails`: the call that Discord refuses. */
export type FakeOptions = {
  readonly permissions?: bigint
  readonly options?: Readonly<Record<string, string | boolean>>
  readonly fails?: (typeof calls)[number]
} & Readonly<Record<string, unknown>>

const generalChannel = {
  ...{ id: '1100000000000000101', type: 0, guildId: '1100000000000000100', parentId: null },
  ...{ isDMBased: () => false, isThread: () => false },
}

export const fakeInteraction = (kind: Kind, name: string, given: FakeOptions = {}): FakeInteraction => {
  const { permissions = 0n, options = {}, fails, ...rest } = given
  const { prototype, ...type } = kinds[kind]
  const sent: Sent[] = []
  const call = (method: string) => async (message: { content?: string; flags?: unknown } | undefined) => {
    if (method === fails) throw new Error(`${method} failed`)
    const content = message?.content
    sent.push({ name: method, isPrivate: message?.flags === 'Ephemeral', ...(content && { content }) })
  }
  const option = (optionName: string) => options[optionName] ?? null
  const fields = {
    ...type,
    ...Object.fromEntries(calls.map((method) => [method, call(method)])),
    id: '1300000000000000001',
    ...(['button', 'select', 'form'].includes(kind) ? { customId: name } : { commandName: name }),
    locale: 'en-US',
    user: { id: '1100000000000000011', displayName: 'Ada' },
    channelId: '1100000000000000101',
    guildId: '1100000000000000100',
    guild: null,
    member: null,
    memberPermissions: new PermissionsBitField(permissions),
    appPermissions: new PermissionsBitField(PermissionsBitField.All),
    authorizingIntegrationOwners: { 0: '1100000000000000100' },
    context: 0,
    component: {},
    message: { id: '1100000000000000900', content: '', flags: { has: () => false } },
    channel: { type: 0, isThread: () => false },
    client: {
      options: { intents: { has: () => true } },
      user: { id: '1100000000000000001' },
      channels: { cache: new Collection([['1100000000000000101', generalChannel]]) },
    },
    values: ['server-1100000000000000100'],
    targetMessage: {
      ...{ id: '1100000000000000901', author: { id: '1', displayName: 'Grace' }, content: 'hello' },
      ...{ attachments: new Collection(), messageSnapshots: new Collection() },
      ...{ embeds: [], components: [], stickers: [], poll: null, member: null, channel: null },
    },
    fields: { getTextInputValue: () => 'what is this?', fields: new Collection() },
    options: {
      ...{ getString: option, getBoolean: option, getChannel: () => null, getAttachment: () => null },
      ...{ getFocused: () => '', getSubcommand: () => options['subcommand'] ?? null },
    },
    inGuild: () => true,
    ...rest,
  }
  const interaction: Interaction = Object.create(
    prototype,
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, { value, writable: true }])),
  )
  return { interaction, sent }
}
