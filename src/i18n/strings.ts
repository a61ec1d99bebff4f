/** The name and description of a command or option, as Discord shows it: names have at most 32 characters, in lower case. */
export type CommandText = { readonly name: string; readonly description: string }

/** What is known of a failure. */
export type FailureDetails = {
  /** What the other side said, in a few words. */
  readonly detail?: string | undefined
  /** After how many seconds it makes sense to try again. */
  readonly seconds?: number | undefined
  /** The label of the button below that tries again or goes on; absent where there is none. */
  readonly button?: string | undefined
  /** The allowance that is used up. */
  readonly over?: AllowanceWords | undefined
}

/** What is known of an allowance that does not cover an answer. Amounts are formatted, with their unit. */
export type AllowanceWords = {
  /** Whose it is. `member`: the reader's in this server; `person`: the reader's everywhere. */
  readonly scope: 'bot' | 'server' | 'channel' | 'person' | 'member'
  readonly length: 'day' | 'month'
  readonly limit: string
  readonly spent: string
  /** When it begins anew; Discord draws it as “in 3 hours”. */
  readonly frees: string
  /** Whether answers that are being written hold the rest. */
  readonly isHeld: boolean
}

/** A command as Discord draws it: a link that fills in the command. */
export type CommandMentions = Readonly<Record<keyof Strings['commands'], string>>

/** A ready-made persona: `prompt` is what Claude is told, in the words of the language. */
type Preset = { readonly name: string; readonly prompt: string }

/** Everything that the bot says itself, in one language. Texts for Discord are in its Markdown. */
export type Strings = {
  /** A BCP 47 tag, for numbers and plurals. */
  readonly locale: string
  /** The locales of Discord's clients that get this language (https://docs.discord.com/developers/reference#locales). */
  readonly discordLocales: readonly string[]
  /** Lets the language be told from a text: the letters that it is written with, and those that no other language uses. */
  readonly script?: { readonly letters: RegExp; readonly own: RegExp }
  readonly status: {
    readonly asked: string
    readonly thinking: (seconds: number) => string
    /** While older turns that no longer fit become a summary. */
    readonly summarising: (seconds: number) => string
    readonly searching: string
    /** After thinking for so many seconds. */
    readonly thought: (seconds: number) => string
    /** `place` in line, from 1 on; `people` who come first, none where it is only the asker; `more` of them are not named. */
    readonly queued: (place: number, people: readonly string[], more: boolean) => string
  }
  readonly controls: {
    readonly stop: string
    readonly regenerate: string
    readonly continue: string
    readonly wholeText: string
    readonly newThread: string
    readonly retry: string
    readonly answerAgain: string
    /** Removes a reply that concerns one person alone. */
    readonly dismiss: string
  }
  readonly heading: {
    /** Discord draws `asker` as a name and `link` as a link to the message. */
    readonly about: (asker: string, link: string) => string
  }
  /** What an answer has used, and what one may do with it. */
  readonly details: {
    /** The entry in a message's Apps menu. */
    readonly menu: string
    readonly noAnswer: string
    /** Claude was never reached. */
    readonly nothing: string
  }
  /** Numbers are formatted already. */
  readonly footer: {
    readonly in: (tokens: string) => string
    readonly cached: (tokens: string) => string
    readonly out: (tokens: string) => string
    readonly searches: (count: number) => string
    readonly firstText: (seconds: string) => string
    readonly seconds: (seconds: string) => string
    /** Older turns became a summary; `cost` has its currency sign, and is absent if unknown. */
    readonly summarised: (cost: string | undefined) => string
    readonly leftOut: string
    /**
     * A cheaper model than usual has answered: so many percent of the budget for this day or month are used, or, without a
     * number, what is left of it does not cover the usual model.
     */
    readonly cheaper: (length: 'day' | 'month', percent: number | undefined) => string
  }
  readonly messages: {
    /** In a thread of the bot that reads every message. */
    readonly everyMessage: string
    /** In a thread of the bot that reads only what mentions it. */
    readonly mentionMe: string
    /** To somebody who mentioned the bot and said nothing else. */
    readonly called: string
    /** To somebody whose message Discord does not show to the bot. */
    readonly unreadable: string
    /** To somebody whose message has nothing that can be read. */
    readonly nothingReadable: string
    readonly edited: string
    /** To somebody who called the bot where it cannot post; Discord draws `channel` as a link. */
    readonly mayNotWrite: (channel: string) => string
    /** Where no thread could be opened, so that the answer stays in the channel. */
    readonly noThread: string
    /** Posted as a reply to the answer. Discord draws `asker` as a name, and notifies that person. */
    readonly answered: (asker: string) => string
    /** Under the last message of an answer that is longer than it may be; `characters` is formatted. */
    readonly restInFile: (characters: string) => string
    /** For those who do not see the picture of a table: its columns, and how many rows it has below them. */
    readonly tablePicture: (columns: readonly string[], rows: number) => string
    /** Under a page of which Discord refused a part. */
    readonly partLeftOut: string
    /** Where Discord takes no more of a reply. */
    readonly cannotBeShown: string
    /** The same while it grows. */
    readonly growsOn: string
  }
  readonly askAbout: {
    /** The entry in a message's Apps menu. */
    readonly menu: string
    readonly title: string
    readonly label: string
    readonly placeholder: string
    /** The message cannot be found again after a restart. */
    readonly lost: string
  }
  readonly stopReason: {
    readonly max_tokens: (button: string | undefined) => string
    /** The token limit was used up before the first word. */
    readonly onlyThinking: string
    readonly refusal: (hasText: boolean) => string
    readonly model_context_window_exceeded: string
    /** Claude paused, and going on failed or came to an end. */
    readonly pause_turn: (button: string | undefined) => string
    readonly other: (reason: string) => string
  }
  /** What happened and what to do next, in a sentence or two. */
  readonly failure: Readonly<
    Record<
      | 'stopped'
      | 'question-deleted'
      | 'forgotten'
      | 'shutdown'
      | 'postponed'
      | 'interrupted'
      | 'rate-limited'
      | 'spend-limit'
      | 'busy'
      | 'unreachable'
      | 'stalled'
      | 'broken'
      | 'key-refused'
      | 'misconfigured'
      | 'unknown-model'
      | 'too-large'
      | 'bad-request'
      | 'empty'
      | 'not-stored'
      | 'too-many-yours'
      | 'too-many-here'
      | 'over-allowance'
      | 'too-fast'
      | 'time-up'
      | 'screen-gone'
      | 'internal',
      (details: FailureDetails) => string
    >
  >
  /** What may be used. */
  readonly allowances: {
    /** An amount; `count` is formatted. */
    readonly tokens: (count: string) => string
    readonly managersOnly: string
    /** Several of channel, role and person were given. */
    readonly oneSubject: string
    /** One allowance; `subject` as it is stored, amounts with their unit. `used` is absent where that is private. */
    readonly line: (
      subject: string,
      length: 'day' | 'month',
      limit: string,
      used?: string | undefined,
    ) => string
    /** The operator's bound for each person. */
    readonly eachPerson: (length: 'day' | 'month', limit: string) => string
    readonly set: (line: string) => string
    /** How many were deleted. */
    readonly cleared: (count: number) => string
    readonly none: string
    readonly ofServer: string
    readonly ofOperator: string
    readonly startsOver: (when: string) => string
    /** The button that asks moderators. */
    readonly askForMore: string
    /** To who has pressed it; Discord draws `channel` as a link. */
    readonly asked: (channel: string) => string
    readonly askedBefore: string
    /** Moderators have allowed more since the question was declined. */
    readonly allowedSince: string
    readonly noModerators: string
    /** The allowance is gone meanwhile. */
    readonly noLimit: string
    /** To the moderators; Discord draws `person` and `channel` as names. */
    readonly wish: (
      wish: Pick<AllowanceWords, 'scope' | 'length' | 'spent' | 'limit'> & {
        readonly person: string
        readonly channel: string
      },
    ) => string
    /** The button under it; `amount` has its unit. */
    readonly allowToday: (amount: string) => string
    readonly allowedBy: (moderator: string) => string
    readonly tooLate: string
    /** To a moderator who comes second. */
    readonly allowedBefore: string
    readonly requestGone: string
    readonly moderatorsOnly: string
    /** To who has asked. */
    readonly allowedNow: (person: string) => string
    /** To the moderators. */
    readonly alert: (
      alert: Omit<AllowanceWords, 'isHeld'> & { readonly percent: number; readonly channel: string },
    ) => string
  }
  readonly sources: string
  /** Why somebody may not ask; only they read this. */
  readonly access: {
    readonly denied: string
    readonly notAllowed: string
    /** `instead`: where one may ask, as links; empty where that is everywhere else. */
    readonly channel: (instead: readonly string[]) => string
    readonly directMessages: string
  }
  /** Why a button does nothing; only who pressed it reads this. */
  readonly press: {
    readonly notYours: string
    readonly finished: string
    readonly stillWriting: string
    readonly notRemembered: string
    readonly otherChannel: string
    readonly questionDeleted: string
  }
  readonly thread: {
    /** The name of a thread or file for a question without words. */
    readonly name: string
    readonly notHere: string
    readonly youMayNot: string
    readonly botMayNot: string
    readonly refused: string
    /** Discord draws `mention` as a link to the thread. */
    readonly opened: (mention: string) => string
    readonly existsAlready: (mention: string) => string
    readonly goesOn: (link: string) => string
    /** Above the messages of an answer that the channel shows only a part of. */
    readonly wholeFollows: (messages: number) => string
    /** The thread is open, but not all of the answer could be posted there. */
    readonly cutOff: (mention: string) => string
  }
  readonly commands: {
    readonly ask: CommandText & {
      readonly file: CommandText
      readonly file2: CommandText
      readonly file3: CommandText
      readonly prompt: CommandText
      readonly thread: CommandText
    }
    readonly thread: CommandText
    readonly new: CommandText
    readonly export: CommandText & {
      readonly format: CommandText
      readonly markdown: string
      readonly json: string
    }
    readonly forget: CommandText & { readonly channel: CommandText }
    readonly model: CommandText & {
      readonly id: CommandText
      readonly effort: CommandText
      readonly efforts: Readonly<Record<'own' | 'low' | 'medium' | 'high' | 'xhigh' | 'max', string>>
    }
    readonly persona: CommandText & { readonly preset: CommandText; readonly none: string }
    readonly search: CommandText & { readonly web: CommandText; readonly on: string; readonly off: string }
    readonly thinking: CommandText & {
      readonly summary: CommandText
      readonly show: string
      readonly hide: string
    }
    readonly status: CommandText
    readonly usage: CommandText & {
      readonly period: CommandText
      readonly periods: Readonly<Record<'today' | 'week' | 'month' | 'quarter', string>>
      readonly scope: CommandText
      readonly me: string
      readonly server: string
      readonly from: CommandText
      readonly to: CommandText
      readonly theme: CommandText
      readonly dark: string
      readonly light: string
    }
    readonly settings: CommandText &
      Readonly<
        Record<
          'open' | 'show' | 'set' | 'clear' | 'level' | 'channel' | 'setting' | 'value' | 'add' | 'remove',
          CommandText
        >
      >
    readonly budget: CommandText & {
      readonly set: CommandText
      readonly show: CommandText
      readonly clear: CommandText
      readonly amount: CommandText
      readonly unit: CommandText
      readonly usd: string
      readonly tokens: string
      readonly period: CommandText
      readonly day: string
      readonly month: string
      readonly channel: CommandText
      readonly role: CommandText
      readonly person: CommandText
      readonly everything: CommandText
    }
    readonly help: CommandText
  }
  readonly help: {
    /** How to use the bot, a line each; `menu` and `details` name the entries in a message's Apps menu. */
    readonly lines: (mentions: CommandMentions, menu: string, details: string) => readonly string[]
    /** `owner`: who runs the bot. */
    readonly about: (version: string, owner: string | undefined) => string
    /** The permissions that are missing, by their names in Discord's settings, and what does not work without them. */
    readonly missing: Readonly<
      Record<
        | 'ViewChannel'
        | 'SendMessages'
        | 'SendMessagesInThreads'
        | 'ReadMessageHistory'
        | 'CreatePublicThreads'
        | 'AttachFiles',
        string
      >
    >
    readonly userInstalled: string
    /** In servers: which messages the bot reads. */
    readonly readsMessages: string
    readonly readsMentions: string
    readonly directMessages: string
  }
  /** What was used. Numbers and dates are formatted. */
  readonly usage: {
    /** `server` is the server's name; absent where it is about the reader alone. */
    readonly title: (server: string | undefined, first: string, last: string) => string
    readonly total: (sum: {
      readonly cost: string
      readonly input: string
      readonly output: string
      readonly requests: number
      readonly searches: number
    }) => string
    readonly byModel: string
    readonly byPerson: string
    readonly part: (name: string, cost: string, tokens: string) => string
    readonly others: (count: number) => string
    /** Requests whose price is not known are not in the cost. */
    readonly unpriced: (count: number) => string
    readonly cost: string
    readonly tokens: string
    readonly zone: (name: string) => string
    readonly nothing: string
    readonly mayNot: string
    readonly notHere: string
    readonly badDates: (mostDays: number) => string
    readonly notDrawn: string
  }
  /** What the bot says when it comes to a server, a line each. */
  readonly greeting: (mentions: CommandMentions) => readonly string[]
  /** What the bot's profile says of it, at most 400 characters. */
  readonly profile: string
  /** How the bot is, a line each. Discord draws times as in "two hours ago". */
  readonly condition: {
    readonly running: (version: string, since: string) => string
    /** `latency` in ms, formatted. */
    readonly connected: (since: string, latency: string | undefined) => string
    readonly reconnecting: string
    readonly answering: (model: string, last: string) => string
    readonly notAsked: (model: string) => string
    /** Claude has answered none of the last `count` questions. */
    readonly claude: (trouble: ClaudeTrouble, count: number, since: string) => string
    readonly saving: string
    readonly notSaving: (since: string) => string
    readonly ownFault: (count: number, since: string) => string
    readonly now: (active: number, waiting: number) => string
    /** Only the operator can mend it. */
    readonly tellOperator: string
  }
  readonly settings: {
    /** To somebody who may change nothing here. */
    readonly mayNotChange: string
    /** The operator has fixed it. */
    readonly fixed: string
    /** An entry of the list of models, at most 100 characters; `price` in dollars for a million tokens. */
    readonly modelChoice: (name: string, price: Price | undefined, isCurrent: boolean) => string
    /** After a change, or when asked what holds. */
    readonly model: (model: {
      readonly name: string
      readonly isChange: boolean
      /** The effort's name; absent: the model's own. */
      readonly effort: string | undefined
      readonly price: Price | undefined
      /** What the bot sends and takes at most, in tokens, formatted. */
      readonly context: string
      readonly output: string
    }) => string
    readonly unknownModel: (id: string) => string
    readonly unknownEffort: (model: string, efforts: string) => string
    readonly searchOn: (dollars: string) => string
    readonly searchOff: string
    readonly thinkingShown: string
    readonly thinkingHidden: string
    readonly persona: (text: string) => string
    readonly noPersona: string
    readonly personaTitle: string
    readonly personaLabel: string
    readonly personaPlaceholder: string
    readonly presets: Readonly<
      Record<'concise' | 'teacher' | 'reviewer' | 'translator' | 'storyteller', Preset>
    >
  }
  /** What `/settings` shows. */
  readonly panel: {
    /** `target`: as in `targets`. */
    readonly title: (target: string) => string
    readonly hint: string
    /** Settings, by their names: `name` is that of the sub-command, `label` has at most 45 characters. */
    readonly settings: Readonly<Record<SettingKey, CommandText & { readonly label: string }>>
    /** The forms, by what is changed in them: at most 45 characters. */
    readonly groups: Readonly<Record<'claude' | 'replies' | 'access' | 'moderation', string>>
    /** What can be chosen to be looked at. */
    readonly levels: Readonly<Record<LevelKey, string>>
    /** The same within a sentence; `link` is a link to the channel. */
    readonly targets: Readonly<Record<LevelKey, (link: string) => string>>
    /** Where a value comes from. */
    readonly from: Readonly<Record<LevelKey | 'operator', string>>
    /** A setting in the list; `mark` as below, `from` as above. */
    readonly line: (mark: string, label: string, value: string, from: string) => string
    /** At the beginning of a setting's line; the hint explains them. */
    readonly marks: Readonly<Record<'here' | 'above' | 'fixed', string>>
    readonly setHere: string
    readonly fixed: string
    /** A choice that sets nothing; `from` as above. */
    readonly asAbove: (value: string, from: string) => string
    readonly chooseLevel: string
    readonly chooseChannel: string
    readonly on: string
    readonly off: string
    readonly footers: Readonly<Record<'short' | 'full' | 'off', string>>
    readonly never: string
    readonly seconds: (seconds: number) => string
    readonly percent: (percent: number) => string
    readonly none: string
    readonly everybody: string
    readonly everywhere: string
    readonly deletedRole: string
    readonly deletedChannel: string
    /** The part with the budgets. Names of people, roles and channels come without Discord's Markdown. */
    readonly budgets: {
      /** The button that opens it. */
      readonly open: string
      readonly title: string
      readonly chooseMember: string
      readonly chooseChannel: string
      readonly wholeServer: string
      /** Each member with a role, which comes as `@name`. */
      readonly eachWith: (role: string) => string
      /** The button that opens the form. */
      readonly change: (name: string) => string
      /** The button back to all settings. */
      readonly back: string
      /** The form's title. */
      readonly form: (name: string) => string
      readonly kinds: Readonly<Record<'microDollars' | 'tokens', Readonly<Record<'day' | 'month', string>>>>
      readonly empty: string
      readonly noLimit: string
      readonly noAmount: (kind: string) => string
    }
    /** After a change by a sub-command. */
    readonly now: (label: string, target: string, value: string, from: string) => string
    /** Only in direct messages and servers that the bot is in. */
    readonly notHere: string
    readonly mayNot: string
    /** The channel was deleted, or belongs to another server. */
    readonly gone: string
    readonly noSuchLevel: string
    readonly notAtLevel: (label: string, target: string) => string
    readonly notANumber: (label: string, least: number, most: number) => string
    readonly notAllowed: (label: string) => string
    readonly mayNotFixed: (label: string) => string
  }
  /** Why a file was not read, and what to do instead. Sizes and limits come with their unit. */
  readonly files: {
    readonly refused: (name: string, why: string) => string
    readonly empty: string
    readonly tooLarge: (size: string, limit: string) => string
    readonly tooMuch: (limit: string) => string
    readonly archive: string
    readonly program: string
    readonly audio: string
    readonly video: string
    readonly office: string
    readonly unknown: string
    readonly badImage: string
    readonly badPdf: string
    /** Reading the file took too long. */
    readonly unreadable: string
    /** A whole sentence about a text file that was read. */
    readonly assumedEncoding: (name: string, encoding: string) => string
    readonly tooManyPixels: (millions: number, limit: number) => string
    readonly tooManyPages: (pages: number, limit: number) => string
    readonly locked: string
    readonly elsewhere: string
    readonly gone: string
    readonly slow: string
    readonly unreachable: string
  }
  readonly export: { readonly nothing: string; readonly mayNotRead: string; readonly tooLarge: string }
  readonly forget: {
    readonly askOwn: string
    readonly askChannel: string
    readonly confirm: string
    readonly cancel: string
    readonly cancelled: string
    readonly notModerator: string
    /** `count`: how many questions are deleted. */
    readonly own: (count: number) => string
    /** `count`: how many questions and answers are deleted. */
    readonly channel: (count: number) => string
  }
  readonly newConversation: {
    readonly started: string
    readonly undo: string
    readonly undone: string
    /** Somebody asked in the new conversation, or the minute is over. */
    readonly tooLate: string
  }
  readonly ourFault: string
}

/** What Claude, or the way to it, does wrong. */
export type ClaudeTrouble =
  | 'rate-limited'
  | 'spend-limit'
  | 'busy'
  | 'unreachable'
  | 'stalled'
  | 'broken'
  | 'key-refused'
  | 'misconfigured'
  | 'unknown-model'

/** The settings that can be changed in Discord. */
type SettingKey =
  | 'model'
  | 'effort'
  | 'persona'
  | 'search'
  | 'thinking'
  | 'footer'
  | 'price'
  | 'messages'
  | 'quote'
  | 'tables'
  | 'notify'
  | 'allowed'
  | 'denied'
  | 'channels'
  | 'ignored'
  | 'moderators'
  | 'parallel'
  | 'cheaper'
  | 'cheaper-from'

/** Where settings can be set. */
type LevelKey = 'server' | 'category' | 'channel' | 'thread' | 'person'

/** US dollars for a million tokens. */
type Price = { readonly input: number; readonly output: number }
