import type { Clock } from '../../clock.ts'
import type { NewFile } from '../discord/files.ts'
import type { Discord } from '../discord/start-discord.ts'
import type { Act, ActResult, SentFile } from './act.ts'
import type { BotProcess } from './bot-process.ts'
import type { Knobs } from './knobs.ts'
import { optionValues } from './option-values.ts'
import { forward, sendSpecial } from './special-message.ts'

/** What acts are carried out on. */
export type Stage = {
  readonly clock: Clock
  readonly discord: Discord
  readonly knobs: Knobs
  readonly bot: BotProcess | undefined
}

const newFile = ({ name, type, base64 }: SentFile): NewFile => ({
  filename: name,
  contentType: type === '' ? 'application/octet-stream' : type,
  bytes: new Uint8Array(Buffer.from(base64, 'base64')),
})

const newFiles = (files: Readonly<Record<string, SentFile>>): Record<string, NewFile> =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, newFile(file)]))

const suggest = async (discord: Discord, act: Extract<Act, { type: 'suggest' }>): Promise<ActResult> => {
  const { channelId, userId, locale, command: name, focused } = act
  const options = optionValues(discord, name, act.options, {})
  const interaction = discord.autocomplete({ channelId, userId, locale, name, options, focused })
  const state = await discord.answered(interaction)
  const choices = state.type === 'acknowledged' ? state.choices : []
  return { choices: choices.map((choice) => ({ label: choice.name, value: String(choice.value) })) }
}

const submit = (discord: Discord, act: Extract<Act, { type: 'submit' }>): void => {
  const files = Object.entries(act.files).map(([id, sent]) => [id, sent.map(newFile)] as const)
  discord.submitModal({
    interactionId: act.interactionId,
    locale: act.locale,
    values: { ...act.values, ...Object.fromEntries(files) },
  })
}

const carryOutOnce = async (stage: Stage, act: Act): Promise<ActResult> => {
  const { discord, knobs, bot } = stage
  switch (act.type) {
    case 'slash': {
      const { channelId, userId, locale, command: name } = act
      const options = optionValues(discord, name, act.options, newFiles(act.files))
      discord.runCommand({ channelId, userId, locale, name, options })
      return {}
    }
    case 'suggest':
      return suggest(discord, act)
    case 'menu': {
      const { userId, locale, messageId, command: name } = act
      discord.runMessageCommand({ userId, locale, messageId, name })
      return {}
    }
    case 'press':
      discord.click(act)
      return {}
    case 'choose':
      discord.selectMenu(act)
      return {}
    case 'submit':
      submit(discord, act)
      return {}
    case 'post': {
      const { channelId, userId, content, replyTo, files } = act
      const attachments = files.map(newFile)
      discord.say({ channelId, userId, content, attachments, ...(replyTo && { replyTo }) })
      return {}
    }
    case 'special':
      sendSpecial(discord, stage.clock.now(), act)
      return {}
    case 'forward':
      forward(discord, act)
      return {}
    case 'edit':
      discord.editMessage(act)
      return {}
    case 'delete':
      discord.deleteMessage(act)
      return {}
    case 'thread':
      discord.startThread(act)
      return {}
    case 'roles':
      discord.setRoles(act)
      return {}
    case 'limit':
      knobs.setLimit(act.route, act.limit, act.windowMs)
      return {}
    case 'latency':
      knobs.setLatency(act.ms)
      return {}
    case 'fault':
      knobs.fault(act.fault)
      return {}
    case 'no-fault':
      knobs.takeBack(act.fault)
      return {}
    case 'bot':
      bot?.restart(act.do)
      return {}
  }
}

/** Does what a person at the page did; what the sandbox does not allow is said in words. */
export const carryOut = async (stage: Stage, act: Act): Promise<ActResult> => {
  try {
    return await carryOutOnce(stage, act)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
