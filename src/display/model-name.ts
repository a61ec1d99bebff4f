/** `claude-sonnet-5-5`, `claude-opus-4-20250514`: the family, then the version, then perhaps a date or an alias. */
const familyFirst = /^claude-([a-z]+)-(\d{1,2})(?:[-.](\d{1,2}))?(?:[-@](?:\d{8}|latest))?$/

/** `claude-3-5-sonnet-20241022`: the version, then the family. */
const versionFirst = /^claude-(\d{1,2})(?:[-.](\d{1,2}))?-([a-z]+)(?:[-@](?:\d{8}|latest))?$/

/**
 * A model's readable name. Returns an id that is not in Anthropic's form as it is.
 *
 * @example modelName('claude-sonnet-5-5') // 'Sonnet 5.5'
 */
export const modelName = (id: string): string => {
  const [, family = '', major, minor] = familyFirst.exec(id) ?? reordered(versionFirst.exec(id)) ?? []
  if (major === undefined) return id
  const version = minor === undefined ? major : `${major}.${minor}`
  return `${family.charAt(0).toUpperCase()}${family.slice(1)} ${version}`
}

const reordered = (match: RegExpExecArray | null): readonly (string | undefined)[] | undefined =>
  match === null ? undefined : [match[0], match[3], match[1], match[2]]
