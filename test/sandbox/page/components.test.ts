import {
  type ChannelSelectMenuInteraction,
  ChannelType,
  CheckboxBuilder,
  CheckboxGroupBuilder,
  type Client,
  ContainerBuilder,
  Events,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  RadioGroupBuilder,
  type TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { firstChannelId } from '../../../src/sandbox/page/cast.ts'
import { type BarePage, openBarePage } from './open-bare-page.ts'
import { chromiumPath } from './open-page.ts'

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''

/** The next interaction that the guard accepts; whatever else comes is acknowledged. */
const heard = <T extends Interaction>(client: Client, guard: (it: Interaction) => it is T): Promise<T> =>
  new Promise((resolve) => {
    const listener = (it: Interaction): void => {
      if (!guard(it)) return
      client.off(Events.InteractionCreate, listener)
      resolve(it)
    }
    client.on(Events.InteractionCreate, listener)
  })

const isModal = (it: Interaction): it is ModalSubmitInteraction => it.isModalSubmit()
const isChannels = (it: Interaction): it is ChannelSelectMenuInteraction => it.isChannelSelectMenu()

const options = (...names: readonly string[]) =>
  names.map((name) => ({ label: name, value: name.toLowerCase() }))

const labelled = (name: string): LabelBuilder => new LabelBuilder().setLabel(name)

const form = (): ModalBuilder =>
  new ModalBuilder()
    .setCustomId('limits')
    .setTitle('Limits')
    .addLabelComponents(
      labelled('Reason').setTextInputComponent(
        new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short).setMinLength(3),
      ),
      labelled('Period').setRadioGroupComponent(
        new RadioGroupBuilder().setCustomId('period').setOptions(options('Day', 'Month')),
      ),
      labelled('Tools').setCheckboxGroupComponent(
        new CheckboxGroupBuilder().setCustomId('tools').setMaxValues(1).setOptions(options('Search', 'Code')),
      ),
      labelled('Tell them').setCheckboxComponent(new CheckboxBuilder().setCustomId('tell')),
      labelled('Who').setUserSelectMenuComponent((it) => it.setCustomId('who')),
    )

const filesForm = (): ModalBuilder =>
  new ModalBuilder()
    .setCustomId('files')
    .setTitle('Files')
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Give **two** files'))
    .addLabelComponents(
      labelled('Files').setFileUploadComponent(
        new FileUploadBuilder().setCustomId('files').setMinValues(2).setMaxValues(2),
      ),
    )

describe.skipIf(chromiumPath === undefined)(
  `components and forms on the page, in a real browser${needed}`,
  { timeout: 120_000 },
  () => {
    let opened: BarePage
    let channel: TextChannel

    beforeAll(async () => {
      opened = await openBarePage()
      const fetched = await opened.client.channels.fetch(firstChannelId)
      if (fetched?.type !== ChannelType.GuildText) throw new Error('The first channel is no text channel')
      channel = fetched
    }, 120_000)
    afterAll(() => opened.close())
    afterEach(() => expect(opened.complaints).toEqual([]))

    const box = (name: string): Locator => opened.page.getByRole('combobox', { name })
    const line = (name: string): Locator => opened.page.locator('.select-list').getByRole('option', { name })
    const field = (name: string): Locator => opened.page.getByRole('group', { name })
    const submit = (): Promise<void> => opened.page.getByRole('button', { name: 'Submit' }).click()

    const post = (component: object): Promise<unknown> =>
      opened.client.rest.post(`/channels/${firstChannelId}/messages`, {
        body: { content: 'Choose', components: [{ type: 1, components: [component] }] },
      })

    /** Opens the form by a button of a message. */
    const open = async (modal: ModalBuilder): Promise<void> => {
      await post({ type: 2, style: 1, label: `Open ${modal.data.title}`, custom_id: 'open' })
      const pressed = heard(opened.client, (it) => it.isButton())
      await opened.page
        .getByRole('button', { name: `Open ${modal.data.title}` })
        .last()
        .click()
      await (await pressed).showModal(modal)
      await opened.page.getByRole('dialog').waitFor()
    }

    test('a select for one value is chosen by a click, and shows it until the bot edits the message', async () => {
      await post({ type: 3, custom_id: 'model', placeholder: 'Model', options: options('Haiku', 'Opus') })
      const chosen = heard(opened.client, (it) => it.isStringSelectMenu())
      await box('Model').click()
      await line('Opus').click()
      const interaction = await chosen
      expect(interaction.values).toEqual(['opus'])
      await box('Model').getByText('Opus').waitFor()
      await interaction.update({ content: 'Chosen', components: interaction.message.components })
      await box('Model').getByText('Model').waitFor()
    })

    test('a select for several is ticked by keyboard, searched by typing, and chosen when it closes', async () => {
      await post({ type: 8, custom_id: 'where', placeholder: 'Where', max_values: 3, channel_types: [0] })
      const chosen = heard(opened.client, isChannels)
      await box('Where').press('ArrowDown')
      await opened.page.getByRole('searchbox').and(opened.page.locator(':focus')).waitFor()
      await opened.page.keyboard.press('ArrowDown')
      await opened.page.keyboard.press('Enter')
      await opened.page.keyboard.type('code')
      await expect.poll(() => line('').allTextContents()).toHaveLength(1)
      await opened.page.keyboard.press('Enter')
      await opened.page.keyboard.press('Escape')
      const { channels } = await chosen
      expect(channels.map((it) => ('name' in it ? it.name : ''))).toEqual(['ask-claude', 'code'])
      await box('Where').and(opened.page.locator(':focus')).waitFor()
    })

    test('roles are offered with people, and those of another server are not', async () => {
      await post({ type: 7, custom_id: 'who', placeholder: 'Who', max_values: 2 })
      const chosen = heard(opened.client, (it) => it.isMentionableSelectMenu())
      await box('Who').click()
      await line('Gardeners').click()
      await line('Jonas').click()
      expect(await line('everyone').count()).toBe(1)
      await opened.page.keyboard.press('Escape')
      const { roles, users } = await chosen
      expect([...roles.map(({ name }) => name), ...users.map(({ username }) => username)]).toEqual([
        'Gardeners',
        'jonas',
      ])
    })

    test('a form says what is missing at its field, and is submitted once nothing is', async () => {
      await open(form())
      await submit()
      await field('Reason').getByText('This field is required.').waitFor()
      await field('Reason').locator(':focus').waitFor()
      await field('Reason').getByRole('textbox').fill('ab')
      await field('Tools').getByLabel('Search').check()
      await field('Tools').getByLabel('Code').check()
      await submit()
      await field('Reason').getByText('at least 3').waitFor()
      await field('Tools').getByText('Choose at most 1').waitFor()
      await field('Reason').getByRole('textbox').fill('Because')
      await field('Tools').getByLabel('Code').uncheck()
      await field('Period').getByLabel('Month').check()
      await field('Tell them').getByRole('checkbox').check()
      await field('Who').getByRole('combobox').click()
      await line('Jonas').click()
      const submitted = heard(opened.client, isModal)
      await submit()
      const { fields } = await submitted
      expect(fields.getTextInputValue('reason')).toBe('Because')
      expect(fields.getRadioGroup('period')).toBe('month')
      expect(fields.getCheckboxGroup('tools')).toEqual(['search'])
      expect(fields.getCheckbox('tell')).toBe(true)
      expect(fields.getSelectedUsers('who')?.map(({ username }) => username)).toEqual(['jonas'])
      await opened.page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    test('files are added one after another and taken away again; Escape leaves the form', async () => {
      const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
      await open(filesForm())
      await opened.page.getByText('Give two files').waitFor()
      const input = field('Files').locator('input')
      await input.setInputFiles([file('a.txt')])
      await field('Files').getByText('a.txt').waitFor()
      await submit()
      await field('Files').getByText('at least 2').waitFor()
      await input.setInputFiles([file('b.txt'), file('c.txt')])
      await field('Files').getByRole('button', { name: 'Remove: b.txt' }).click()
      const submitted = heard(opened.client, isModal)
      await submit()
      const uploaded = (await submitted).fields.getUploadedFiles('files', true)
      expect(uploaded.map(({ name }) => name)).toEqual(['a.txt', 'c.txt'])
      await open(filesForm())
      expect(await field('Files').locator('li').count()).toBe(0)
      await opened.page.keyboard.press('Escape')
      await opened.page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    test('Components V2 are drawn: a container with texts, a section and a select', async () => {
      const container = new ContainerBuilder()
        .setAccentColor(0x5865f2)
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('## Usage'))
        .addSectionComponents((it) =>
          it
            .addTextDisplayComponents(new TextDisplayBuilder().setContent('Per person'))
            .setButtonAccessory((button) => button.setCustomId('edit').setLabel('Edit it').setStyle(2)),
        )
      await channel.send({ flags: MessageFlags.IsComponentsV2, components: [container] })
      const drawn = opened.page.locator('.container')
      await drawn.getByText('Per person').waitFor()
      await drawn.getByRole('heading', { name: 'Usage' }).waitFor()
      const pressed = heard(opened.client, (it) => it.isButton())
      await drawn.getByRole('button', { name: 'Edit it' }).click()
      expect((await pressed).customId).toBe('edit')
    })

    test('on a phone the list of a select covers the width at the bottom', async () => {
      await opened.page.setViewportSize({ width: 390, height: 844 })
      await box('Where').click()
      const list = await opened.page.locator('.select-list').boundingBox()
      expect(list).toMatchObject({ x: 0, width: 390 })
      expect((list?.y ?? 0) + (list?.height ?? 0)).toBe(844)
      await opened.page.keyboard.press('Escape')
    })
  },
)
