import {
  type ButtonInteraction,
  ChannelType,
  CheckboxBuilder,
  CheckboxGroupBuilder,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/sandbox/discord/json.ts'
import { defaultSeed, type Seed } from '../../../src/sandbox/discord/seed.ts'
import { loadContract } from './openapi-contract.ts'
import { call } from './rest.ts'
import { ids, type Stage, setStage } from './stage.ts'

const gardenerId = '1100000000000000151'
const [greenhouse, elsewhere] = defaultSeed.guilds

const seed: Seed = {
  ...defaultSeed,
  guilds: [
    {
      ...greenhouse,
      roles: [{ id: gardenerId, name: 'Gardener', permissions: ['MODERATE_MEMBERS'], color: 0x2ecc71 }],
      members: [{ userId: ids.ada }, { userId: ids.grace, roles: [gardenerId] }],
    },
    elsewhere,
  ],
}

const contract = loadContract()
let stage: Stage

beforeAll(async () => {
  stage = await setStage({ seed })
})

/** What was sent and answered is as Discord's API document has it, where the document is at hand. */
afterEach(() => {
  const deviations = stage.discord.requests().flatMap((exchange) => contract?.check(exchange) ?? [])
  stage.discord.forgetRequests()
  expect(deviations.filter(({ severity }) => severity === 'error').map(({ detail }) => detail)).toEqual([])
})

afterAll(() => stage.close())

const isModal = (it: Interaction): it is ModalSubmitInteraction => it.isModalSubmit()
const isButton = (it: Interaction): it is ButtonInteraction => it.isButton()
const row = (component: Json) => [{ type: 1, components: [component] }]

const post = async (components: Json) => {
  const { status, body } = await call(stage.discord, `POST /channels/${ids.general}/messages`, {
    content: 'Choose',
    components,
  })
  return { status, id: String(body['id']), problem: JSON.stringify(body['errors'] ?? {}) }
}

const chosen = async (select: JsonObject, values: readonly string[], userId: string = ids.ada) => {
  const { id } = await post(row({ custom_id: 'chosen', ...select }))
  const heard = stage.heard((it) => it.isAnySelectMenu())
  stage.discord.selectMenu({ messageId: id, customId: 'chosen', userId, values })
  const interaction = await heard
  await interaction.deferUpdate()
  return interaction
}

/** Somebody presses a button, which the bot answers with the modal. */
const opened = async (modal: ModalBuilder) => {
  const { id } = await post(row({ type: 2, style: 1, label: 'Open', custom_id: 'open' }))
  const heard = stage.heard(isButton)
  const run = stage.discord.click({ messageId: id, customId: 'open', userId: ids.ada })
  await (await heard).showModal(modal)
  return run.id
}

const label = (name: string): LabelBuilder => new LabelBuilder().setLabel(name)

const options = (...values: readonly string[]) => values.map((value) => ({ label: value, value }))

describe('selects on a message give discord.js what was chosen', () => {
  test('people, with their roles here', async () => {
    const it = await chosen({ type: 5, max_values: 2 }, [ids.grace, ids.bot])
    if (!it.isUserSelectMenu()) throw new Error('It was heard as another select')
    expect(it.values).toEqual([ids.grace, ids.bot])
    expect(it.users.get(ids.grace)?.globalName).toBe('Grace')
    const member = it.inCachedGuild() ? it.members.get(ids.grace) : undefined
    expect(member?.roles.cache.has(gardenerId)).toBe(true)
  })

  test('roles, with their colour', async () => {
    const it = await chosen({ type: 6 }, [gardenerId])
    if (!it.isRoleSelectMenu()) throw new Error('It was heard as another select')
    expect(it.roles.get(gardenerId)).toMatchObject({ name: 'Gardener', color: 0x2ecc71 })
  })

  test('people and roles together', async () => {
    const it = await chosen({ type: 7, max_values: 2 }, [gardenerId, ids.ada])
    if (!it.isMentionableSelectMenu()) throw new Error('It was heard as another select')
    expect([...it.roles.keys(), ...it.users.keys()]).toEqual([gardenerId, ids.ada])
  })

  test('channels of the types that are asked for', async () => {
    const select = { type: 8, channel_types: [0] }
    const it = await chosen(select, [ids.questions])
    if (!it.isChannelSelectMenu()) throw new Error('It was heard as another select')
    expect(it.channels.get(ids.questions)).toMatchObject({ name: 'questions', type: ChannelType.GuildText })
    await expect(chosen({ type: 8, channel_types: [5] }, [ids.questions])).rejects.toThrow('takes 5')
    await expect(chosen({ type: 8 }, [ids.lobby])).rejects.toThrow('in another server')
  })

  test('nothing, where nothing may be chosen', async () => {
    const it = await chosen({ type: 3, min_values: 0, options: options('a') }, [])
    expect(it.values).toEqual([])
  })

  test.each([
    ['too few', { type: 5, min_values: 2, max_values: 2 }, [ids.ada], 'At least 2'],
    ['too many', { type: 5 }, [ids.ada, ids.grace], 'At most 1'],
    ['one of them twice', { type: 5, max_values: 2 }, [ids.ada, ids.ada], 'twice'],
    ['a stranger', { type: 5 }, [ids.general], 'No user has the id'],
    ['no role of this server', { type: 6 }, [ids.ada], 'has no role'],
    ['what is not offered', { type: 3, options: options('a', 'b') }, ['c'], 'is not offered: a, b'],
  ] as const)('but Discord’s client would not let anybody choose %s', async (_, select, values, words) => {
    await expect(chosen(select, values)).rejects.toThrow(words)
  })
})

const everything = () =>
  new ModalBuilder()
    .setCustomId('modal')
    .setTitle('Everything')
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Fill this in'))
    .addLabelComponents(
      label('Text').setTextInputComponent(
        new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Short).setMinLength(2),
      ),
      label('Select').setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('select')
          .setMaxValues(2)
          .setOptions(options('a', 'b', 'c')),
      ),
      label('Who').setMentionableSelectMenuComponent((it) => it.setCustomId('who').setMaxValues(2)),
      label('Where').setChannelSelectMenuComponent((it) => it.setCustomId('where').setRequired(false)),
    )

const choices = (required: boolean) =>
  new ModalBuilder()
    .setCustomId('choices')
    .setTitle('Choices')
    .addLabelComponents(
      label('One').setRadioGroupComponent(
        new RadioGroupBuilder().setCustomId('one').setOptions(options('x', 'y')).setRequired(required),
      ),
      label('Some').setCheckboxGroupComponent(
        new CheckboxGroupBuilder()
          .setCustomId('some')
          .setMinValues(required ? 1 : 0)
          .setMaxValues(2)
          .setOptions(options('p', 'q', 'r'))
          .setRequired(required),
      ),
      label('Yes').setCheckboxComponent(new CheckboxBuilder().setCustomId('yes').setDefault(true)),
      label('Files').setFileUploadComponent(
        new FileUploadBuilder().setCustomId('files').setMaxValues(2).setRequired(required),
      ),
    )

const file = (filename: string) => ({ filename, contentType: 'text/plain', bytes: Buffer.from(filename) })

describe('modals give discord.js what was filled in', () => {
  test('texts, selects, people, roles and channels', async () => {
    const interactionId = await opened(everything())
    const submitted = stage.heard(isModal)
    stage.discord.submitModal({
      interactionId,
      values: { text: 'Hello', select: ['a', 'c'], who: [ids.grace, gardenerId] },
    })
    const { fields } = await submitted
    expect(fields.getTextInputValue('text')).toBe('Hello')
    expect(fields.getStringSelectValues('select')).toEqual(['a', 'c'])
    const who = fields.getSelectedMentionables('who', true)
    expect([...who.users.keys(), ...who.roles.keys()]).toEqual([ids.grace, gardenerId])
    expect(fields.getSelectedChannels('where')).toBeNull()
    expect(fields.fields.map(({ id }) => id)).toEqual([3, 5, 7, 9])
  })

  test('radios, checkboxes and files', async () => {
    const interactionId = await opened(choices(true))
    const submitted = stage.heard(isModal)
    const files = [file('a.txt'), file('b.txt')]
    stage.discord.submitModal({ interactionId, values: { one: 'y', some: ['p', 'r'], yes: true, files } })
    const { fields } = await submitted
    expect(fields.getRadioGroup('one')).toBe('y')
    expect(fields.getCheckboxGroup('some')).toEqual(['p', 'r'])
    expect(fields.getCheckbox('yes')).toBe(true)
    expect(fields.getUploadedFiles('files', true).map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
  })

  test('nothing at all, where nothing is required', async () => {
    const interactionId = await opened(choices(false))
    const submitted = stage.heard(isModal)
    stage.discord.submitModal({ interactionId, values: {} })
    const { fields } = await submitted
    expect(fields.getRadioGroup('one')).toBeNull()
    expect(fields.getCheckboxGroup('some')).toEqual([])
    expect(fields.getCheckbox('yes')).toBe(false)
    expect(fields.getUploadedFiles('files')).toBeNull()
  })

  test('but Discord’s client would not send what is missing or too much', async () => {
    const interactionId = await opened(choices(true))
    const full = { one: 'x', some: ['p'], files: [file('a.txt')] }
    const send = (values: object) => () =>
      stage.discord.submitModal({ interactionId, values: { ...full, ...values } })
    expect(send({ one: '' })).toThrow('One must be chosen in "one"')
    expect(send({ one: 'z' })).toThrow('is not offered: x, y')
    expect(send({ some: [] })).toThrow('At least 1 must be chosen in "some"')
    expect(send({ some: ['p', 'q', 'r'] })).toThrow('At most 2 can be chosen in "some"')
    expect(send({ files: [] })).toThrow('At least 1 must be chosen in "files"')
    expect(send({ files: [file('1'), file('2'), file('3')] })).toThrow('At most 2 can be chosen in "files"')
    expect(send({ more: 'x' })).toThrow('no field "more"')
    expect(send({})).not.toThrow()
  })
})

const wrong: Readonly<Record<string, readonly [component: JsonObject, problem: string]>> = {
  'more values than options': [{ type: 3, options: options('a'), max_values: 2 }, 'BASE_TYPE_BAD_LENGTH'],
  'min_values above max_values': [{ type: 5, min_values: 3, max_values: 2 }, 'min_values'],
  'min_values of 2 alone': [{ type: 5, min_values: 2 }, 'min_values'],
  'max_values of 26': [{ type: 5, max_values: 26 }, 'NUMBER_TYPE_MAX'],
  'a value twice': [{ type: 3, options: options('a', 'a') }, 'OPTION_VALUE_DUPLICATED'],
  'two options chosen by default where one can be': [
    { type: 3, options: options('a', 'b').map((it) => ({ ...it, default: true })) },
    'by default',
  ],
  'a user by default in a select of roles': [
    { type: 6, default_values: [{ type: 'user', id: ids.ada }] },
    'BASE_TYPE_CHOICES',
  ],
  'more default values than may be chosen': [
    { type: 5, default_values: [ids.ada, ids.grace].map((id) => ({ type: 'user', id })) },
    'as many default values',
  ],
  'a channel type twice': [{ type: 8, channel_types: [0, 0] }, 'once'],
  'a radio group on a message': [{ type: 21, options: options('a', 'b') }, 'type'],
}

describe('Discord would not take', () => {
  test.each(Object.entries(wrong))('%s', async (_, [component, words]) => {
    const { status, problem } = await post(row({ custom_id: 'c', ...component }))
    expect(status).toBe(400)
    expect(problem).toContain(words)
  })

  test('a select beside anything, six rows, or an id twice', async () => {
    const select = (customId: string) => ({ type: 5, custom_id: customId })
    expect(await post([{ type: 1, components: [select('a'), select('b')] }])).toMatchObject({ status: 400 })
    const rows = Array.from({ length: 6 }, (_, index) => row(select(`s${index}`))).flat()
    expect(await post(rows)).toMatchObject({ status: 400 })
    expect((await post(rows.slice(1))).status).toBe(200)
    expect((await post([...row(select('a')), ...row(select('a'))])).problem).toContain('CUSTOM_ID_DUPLICATED')
    const numbered = ['a', 'b'].flatMap((it) => row({ ...select(it), id: 7 }))
    expect((await post(numbered)).problem).toContain('COMPONENT_ID_DUPLICATED')
  })

  const modalProblem = async (components: Json) => {
    const { id } = await post(row({ type: 2, style: 1, label: 'Open', custom_id: 'open' }))
    const run = stage.discord.click({ messageId: id, customId: 'open', userId: ids.ada })
    const data = { custom_id: 'modal', title: 'Modal', components }
    const { status, body } = await call(stage.discord, `POST /interactions/${run.id}/${run.token}/callback`, {
      type: 9,
      data,
    })
    return status === 204 ? 'taken' : JSON.stringify(body['errors'])
  }

  const inLabel = (component: JsonObject) => ({
    type: 18,
    label: 'Label',
    component: { custom_id: 'c', ...component },
  })

  test.each([
    ['a disabled select', { type: 5, disabled: true }, 'cannot be disabled'],
    ['a radio group of one', { type: 21, options: options('a') }, 'Must be between 2 and 10'],
    [
      'a checkbox group that asks for more than it has',
      { type: 22, options: options('a'), max_values: 2 },
      'number of options',
    ],
    [
      'a required checkbox group of none',
      { type: 22, options: options('a'), min_values: 0, required: true },
      'at least one',
    ],
    ['eleven files', { type: 19, max_values: 11 }, 'NUMBER_TYPE_MAX'],
    [
      'a text longer than its own limit',
      { type: 4, style: 1, max_length: 3, value: 'four' },
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a button', { type: 2, style: 1, label: 'x' }, 'type'],
  ] as const)('%s in a modal', async (_, component, words) => {
    expect(await modalProblem([inLabel(component)])).toContain(words)
  })

  test('a modal of none, of six, or with a custom id twice', async () => {
    const field = (customId: string) => inLabel({ type: 4, style: 1, custom_id: customId })
    expect(await modalProblem([])).toContain('Must be between 1 and 5')
    expect(await modalProblem([1, 2, 3, 4, 5, 6].map((it) => field(`f${it}`)))).toContain('between 1 and 5')
    expect(await modalProblem([field('a'), field('a')])).toContain('CUSTOM_ID_DUPLICATED')
    expect(await modalProblem([1, 2, 3, 4, 5].map((it) => field(`f${it}`)))).toBe('taken')
  })
})
