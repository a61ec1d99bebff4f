import { defaultSeed, type Seed } from '../discord/seed.ts'
import type { PersonView } from './view/places.ts'

const { application } = defaultSeed

const people = [
  { id: '1100000000000000011', name: 'mira', displayName: 'Mira', locale: 'en-US', color: '#f0b232' },
  { id: '1100000000000000012', name: 'jonas', displayName: 'Jonas', locale: 'en-US', color: '#3ba55d' },
  { id: '1100000000000000013', name: 'aoi', displayName: '葵', locale: 'ja', color: '#eb459e' },
] as const

const roles = {
  gardeners: { id: '1100000000000000151', name: 'Gardeners', color: 0x2ecc71 },
  moderators: {
    id: '1100000000000000152',
    name: 'Moderators',
    color: 0xe67e22,
    permissions: ['MANAGE_MESSAGES', 'MANAGE_THREADS', 'MODERATE_MEMBERS'],
  },
} as const

/** Where the bot may read, but not write. */
export const mutedChannelId = '1100000000000000105'

const greenhouse = {
  id: '1100000000000000100',
  name: 'Greenhouse',
  roles: [roles.gardeners, roles.moderators],
  members: [
    { userId: people[0].id, roles: [roles.moderators.id] },
    { userId: people[1].id, roles: [roles.gardeners.id] },
    { userId: people[2].id },
  ],
  channels: [
    { id: '1100000000000000101', name: 'general', topic: 'Everything that grows' },
    { id: '1100000000000000102', name: 'ask-claude', topic: 'Questions, and what comes of them' },
    { id: '1100000000000000103', name: 'code', topic: 'Fences and colours' },
    { id: '1100000000000000104', name: '雑談', topic: '何でもどうぞ' },
    { id: mutedChannelId, name: 'announcements', topic: 'The bot may read here, but not write' },
  ],
} as const satisfies Seed['guilds'][number]

/** A server that the bot is no member of: people have installed it for themselves, and bring it along. */
const elsewhere = {
  id: '1100000000000000200',
  name: 'Elsewhere',
  bot: 'absent',
  members: [{ userId: people[1].id }, { userId: people[0].id }, { userId: people[2].id }],
  channels: [{ id: '1100000000000000201', name: 'lobby', topic: 'The bot is no member here' }],
} as const satisfies Seed['guilds'][number]

/** The people, the servers and the bot's application that the demo begins with; the first member owns a server, and so moderates it. */
export const cast: Seed = { application, users: people, guilds: [greenhouse, elsewhere] }

/** Where the demo's page opens, and where a question from the terminal is asked. */
export const firstChannelId = greenhouse.channels[0].id

/** How the cast looks on the page, the bot last. */
export const castViews: readonly PersonView[] = [
  ...people.map(({ id, displayName, color, locale }, index) => ({
    ...{ id, color, locale, name: displayName, bot: false, moderator: index === 0 },
  })),
  {
    ...{ id: application.botId, name: application.name, locale: 'en-US' },
    ...{ bot: true, moderator: false, color: '#5865f2' },
  },
]
