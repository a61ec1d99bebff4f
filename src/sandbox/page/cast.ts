import { defaultSeed, type Seed } from '../discord/seed.ts'

const { application } = defaultSeed

const roles = {
  gardeners: { id: '1100000000000000151', name: 'Gardeners', color: 0x2ecc71 },
  moderators: {
    id: '1100000000000000152',
    name: 'Moderators',
    color: 0xe67e22,
    permissions: ['MANAGE_MESSAGES', 'MANAGE_THREADS', 'MODERATE_MEMBERS'],
  },
} as const

const people = [
  {
    ...{ id: '1100000000000000011', name: 'mira', displayName: 'Mira', locale: 'en-US', color: '#f0b232' },
    roles: [roles.moderators.id],
  },
  {
    ...{ id: '1100000000000000012', name: 'jonas', displayName: 'Jonas', locale: 'en-US', color: '#3ba55d' },
    roles: [roles.gardeners.id],
  },
  {
    ...{ id: '1100000000000000013', name: 'aoi', displayName: '葵', locale: 'ja', color: '#eb459e' },
    roles: [],
  },
  {
    ...{ id: '1100000000000000014', name: 'sam', displayName: 'Sam', locale: 'en-US', color: '#00a8fc' },
    roles: [roles.moderators.id],
  },
] as const

/** The colour of a person's picture. */
export const colorOf = (userId: string): string => people.find(({ id }) => id === userId)?.color ?? '#5865f2'

const categories = { help: '1100000000000000106', community: '1100000000000000107' } as const

/** Where the bot may read, but not write. */
export const mutedChannelId = '1100000000000000105'

const greenhouse = {
  id: '1100000000000000100',
  name: 'Greenhouse',
  roles: [roles.gardeners, roles.moderators],
  members: people.map(({ id, roles: own }) => ({ userId: id, roles: own })),
  channels: [
    { id: '1100000000000000101', name: 'general', topic: 'Everything that grows' },
    { id: categories.help, name: 'Help', type: 4 },
    {
      ...{ id: '1100000000000000102', name: 'ask-claude', topic: 'Questions, and what comes of them' },
      parentId: categories.help,
    },
    {
      ...{ id: '1100000000000000103', name: 'code', topic: 'Fences and colours' },
      parentId: categories.help,
    },
    { id: categories.community, name: 'Community', type: 4 },
    {
      ...{ id: '1100000000000000104', name: '雑談', topic: '何でもどうぞ' },
      parentId: categories.community,
    },
    {
      ...{ id: mutedChannelId, name: 'announcements', topic: 'The bot may read here, but not write' },
      parentId: categories.community,
    },
  ],
} as const satisfies Seed['guilds'][number]

/** A server that the bot is no member of: people have installed it for themselves, and bring it along. */
const elsewhere = {
  id: '1100000000000000200',
  name: 'Elsewhere',
  bot: 'absent',
  members: [1, 0, 2, 3].flatMap((index) => people.slice(index, index + 1)).map(({ id }) => ({ userId: id })),
  channels: [{ id: '1100000000000000201', name: 'lobby', topic: 'The bot is no member here' }],
} as const satisfies Seed['guilds'][number]

/** The people, the servers and the bot's application that the demo begins with; the first member owns a server. */
export const cast: Seed = {
  application,
  users: people.map(({ color: _color, roles: _roles, ...user }) => user),
  guilds: [greenhouse, elsewhere],
}

/** Where the demo's page opens, and where a question from the terminal is asked. */
export const firstChannelId = greenhouse.channels[0].id
