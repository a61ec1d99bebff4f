import { ask } from './ask.ts'
import type { Command } from './command.ts'
import { exportConversation } from './export.ts'
import { forget } from './forget.ts'
import { help } from './help.ts'
import { startAfresh } from './new.ts'

/** Every command of the bot: what is registered, and what is answered. */
export const commands: readonly Command[] = [ask, startAfresh, exportConversation, forget, help]
