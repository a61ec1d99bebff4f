/** What a stored setting belongs to: a Discord server, a channel of any kind (also a category, a thread or a direct message), or a person. */
export type SettingsOwner = { readonly type: 'server' | 'channel' | 'person'; readonly id: string }

/** The settings that one owner has, by name. The values are JSON that a later version or another program may have written. */
export type StoredSettings = Readonly<Record<string, unknown>>
