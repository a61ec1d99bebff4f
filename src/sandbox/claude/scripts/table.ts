import type { Script } from './script.ts'

const words = `Discord shows no Markdown tables, so watch what becomes of this one:

| Planet | Diameter (km) | Day (h) | Moons | Note |
|:--|--:|--:|--:|:--|
| Mercury | 4,879 | 4,222.6 | 0 | no air to speak of |
| Venus | 12,104 | 2,802.0 | 0 | turns backwards |
| Earth | 12,756 | 24.0 | 1 | \`you are here\` |
| Mars | 6,792 | 24.7 | 2 | both moons are *small* |
| Jupiter | 142,984 | 9.9 | 97 | the storm is older than the telescope |
| Saturn | 120,536 | 10.7 | 274 | would float |
| Uranus | 51,118 | 17.2 | 29 | lies on its side |
| Neptune | 49,528 | 16.1 | 16 | found by arithmetic |

Jupiter has the shortest day of them all, **9.9 hours**.`

/** A table, which Discord cannot show as such. */
export const table: Script = {
  name: 'table',
  shows: 'a table, which Discord does not know',
  example: 'Make a table of the planets',
  when: /\btable\b/i,
  answer: () => ({ type: 'reply', say: [{ type: 'text', text: words }] }),
}
