import type { PersonView } from '../view/places.ts'

const escaped = (text: string): string => text.replace(/[<>&"']/g, '')

const leaf =
  '<path d="M16 25V15c0-4.5 3.5-7 8-7 0 5-3 8-8 8m0 2c-4 0-7-2-7-6 4 0 7 2 7 6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'

/** A picture of the person: the first letter on their colour, and a leaf for the bot. */
export const avatarOf = (person: PersonView | undefined): string => {
  const [letter = '?'] = escaped(person?.name ?? '?')
  const sign =
    person?.bot && !person.webhook
      ? leaf
      : `<text x="16" y="21.5" font-size="15" font-family="sans-serif" font-weight="600" fill="#fff" text-anchor="middle">${letter}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="${person?.color ?? '#80848e'}"/>${sign}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
